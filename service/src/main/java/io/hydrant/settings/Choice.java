package io.hydrant.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of a few words.
record Choice(List<String> all) implements Shape<String> {
  static Choice of(String... words) {
    return new Choice(List.of(words));
  }

  @Override
  public @Nullable String read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null || all.contains(scalar.text())) {
      return scalar == null ? null : scalar.text();
    }
    String question = Nearest.question(scalar.written(), all);
    return value.refuse("expected " + words() + ", got " + scalar.shown() + question);
  }

  @Override
  public String words() {
    return String.join(" or ", all);
  }
}
