package io.hydrant.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A JSON text in the making: one growing run of bytes. Not safe for many threads.
public final class JsonOutput {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LONG_MIN = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  /// @param room bytes it holds before it has to grow
  public JsonOutput(int room) {
    this.bytes = new byte[Math.max(16, room)];
  }

  public int length() {
    return length;
  }

  /// What was written, in its first [#length()] bytes; another array after it grew.
  public byte[] array() {
    return bytes;
  }

  /// Forgets all.
  public void clear() {
    length = 0;
  }

  /// Bytes that are JSON already.
  public JsonOutput put(byte[] json) {
    return put(json, 0, json.length);
  }

  /// Bytes that are JSON already, `from` (included) to `to` (excluded).
  public JsonOutput put(byte[] json, int from, int to) {
    ensure(to - from);
    System.arraycopy(json, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /// ASCII text that is JSON already.
  public JsonOutput put(String ascii) {
    return put(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /// One ASCII character.
  public JsonOutput put(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /// A number.
  public JsonOutput put(long number) {
    if (number == Long.MIN_VALUE) {
      return put(LONG_MIN);
    }
    ensure(20);
    long rest = number;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    int at = length + digits(rest);
    length = at;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    return this;
  }

  /// How many characters a number takes.
  public static int lengthOf(long number) {
    if (number == Long.MIN_VALUE) {
      return LONG_MIN.length;
    }
    return number < 0 ? 1 + digits(-number) : digits(number);
  }

  private static int digits(long positive) {
    int digits = 1;
    for (long rest = positive; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /// A string: quoted, escaped where RFC 8259 asks for it. A lone surrogate, which UTF-8 cannot
  /// say, is escaped.
  public JsonOutput string(String text) {
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        put(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
        i++;
      } else if (c == '"' || c == '\\') {
        put('\\').put(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        put('\\').put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
          put((char) HEX[(c >> shift) & 0xf]);
        }
      } else if (c < 0x80) {
        put(c);
      } else {
        put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return put('"');
  }

  /// A copy of what was written.
  public byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void ensure(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  @Override
  public String toString() {
    return length + " bytes of JSON";
  }
}
