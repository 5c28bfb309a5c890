package io.hydrant.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A duration within bounds, or `forever`.
record SpanOrForever(Span inner) implements Shape<SpanOrForever.Taken> {
  static final String WORD = "forever";

  /// What was read.
  ///
  /// @param span null when it is for ever
  record Taken(@Nullable Duration span) {}

  @Override
  public @Nullable Taken read(Value value) {
    if (value.node() instanceof ScalarNode scalar && scalar.getValue().equals(WORD)) {
      return new Taken(null);
    }
    Long millis = inner.read(value, words());
    return millis == null ? null : new Taken(Duration.ofMillis(millis));
  }

  @Override
  public String words() {
    return inner.words() + ", or " + WORD;
  }
}
