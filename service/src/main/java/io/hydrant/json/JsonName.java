package io.hydrant.json;

import java.nio.charset.StandardCharsets;

/// The name of a member that is looked for, ready to be compared with a text's bytes.
public final class JsonName {
  private final String text;
  private final byte[] utf8;
  private final boolean plain;

  private JsonName(String text) {
    this.text = text;
    this.utf8 = text.getBytes(StandardCharsets.UTF_8);
    this.plain = text.indexOf('\\') < 0;
  }

  public static JsonName of(String text) {
    return new JsonName(text);
  }

  public String text() {
    return text;
  }

  /// Whether its bytes can stand in a text as they are.
  boolean isPlain() {
    return plain;
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public String toString() {
    return text;
  }
}
