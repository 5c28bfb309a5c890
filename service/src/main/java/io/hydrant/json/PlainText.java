package io.hydrant.json;

import java.util.Arrays;

/// The text of a JSON string without quotes and escapes, as bytes.
public final class PlainText {
  /// First bytes of UTF-8 sequences, by how many follow.
  private static final int[] LEAD = {0, 0xc0, 0xe0, 0xf0};

  private PlainText() {}

  /// Whether the bytes between the quotes are the text itself.
  ///
  /// @param start of the opening quote
  /// @param end behind the closing quote
  public static boolean isPlain(byte[] text, int start, int end) {
    return !JsonText.hasEscape(text, start, end);
  }

  /// The text in UTF-8, in which a lone surrogate keeps the three bytes of its code: two are equal
  /// exactly when the texts are.
  public static byte[] of(byte[] text, int start, int end) {
    if (isPlain(text, start, end)) {
      return Arrays.copyOfRange(text, start + 1, end - 1);
    }
    String decoded = JsonText.decode(text, start, end);
    byte[] plain = new byte[decoded.length() * 3];
    int length = 0;
    for (int i = 0; i < decoded.length(); ) {
      int c = decoded.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        plain[length++] = (byte) c;
        continue;
      }
      int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      plain[length++] = (byte) (LEAD[more] | (c >> (6 * more)));
      while (--more >= 0) {
        plain[length++] = (byte) (0x80 | ((c >> (6 * more)) & 0x3f));
      }
    }
    return Arrays.copyOf(plain, length);
  }
}
