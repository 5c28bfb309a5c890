package io.hydrant.settings;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The SHA-256 of a secret. No problem shows it: it may be the secret itself, written in the wrong
/// place.
record Sha256Text() implements Shape<String> {
  static final String FORM = "^[0-9A-Fa-f]{64}$";

  @Override
  public @Nullable String read(Value value) {
    Scalar scalar = value.text(words());
    if (scalar == null || Pattern.matches(FORM, scalar.text())) {
      return scalar == null ? null : scalar.text().toLowerCase(Locale.ROOT);
    }
    return value.refuse("expected " + words());
  }

  @Override
  public String words() {
    return "the SHA-256 of a secret in 64 hexadecimal digits (hydrant key new prints it)";
  }
}
