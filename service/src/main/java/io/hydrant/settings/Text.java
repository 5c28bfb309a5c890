package io.hydrant.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Text of a form.
///
/// @param words the form in words
/// @param form a regular expression that Java and JSON Schema read alike, anchored
record Text(String words, String form) implements Shape<String> {
  /// Of inputs, outputs and connections: it stands in command lines, metrics and the ledger.
  static final Text NAME =
      new Text(
          "a name of 1 to 64 letters, digits, _ . - that starts with a letter or digit",
          "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$");

  @Override
  public @Nullable String read(Value value) {
    Scalar scalar = value.text(words);
    if (scalar == null || Pattern.matches(form, scalar.text())) {
      return scalar == null ? null : scalar.text();
    }
    return value.refuse("expected " + words + ", got " + scalar.shown());
  }
}
