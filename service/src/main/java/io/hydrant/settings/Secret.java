package io.hydrant.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A text that nothing may show: it prints as `***`, and comparing takes the same time wherever two
/// of the same length differ.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// The secret `text`, which must not be empty.
  public static Secret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("secret is empty");
    }
    return new Secret(text);
  }

  /// The text itself, for whoever signs or compares with it and for nobody else.
  public String reveal() {
    return text;
  }

  /// Whether `candidate` is this secret.
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(utf8(text), utf8(candidate));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that && matches(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
