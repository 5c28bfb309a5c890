package io.hydrant.settings;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One of a few words.
///
/// @param now those that work
/// @param later those whose feature is not built
record Choice(List<String> now, List<String> later) implements Shape<String> {
  static Choice of(String... words) {
    return new Choice(List.of(words), List.of());
  }

  @Override
  public @Nullable String read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null || now.contains(scalar.text())) {
      return scalar == null ? null : scalar.text();
    }
    if (later.contains(scalar.text())) {
      return value.refuse(scalar.shown() + " is not yet supported; expected " + words());
    }
    List<String> known = Stream.concat(now.stream(), later.stream()).toList();
    String question = Nearest.question(scalar.written(), known);
    return value.refuse("expected " + words() + ", got " + scalar.shown() + question);
  }

  @Override
  public String words() {
    return String.join(" or ", now);
  }
}
