package io.hydrant.json;

import java.nio.charset.StandardCharsets;

/// Strings of a valid JSON text, quotes included.
final class JsonText {
  private JsonText() {}

  static boolean hasEscape(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// The characters of the string whose quotes are at `start` and `end - 1`. A lone surrogate is a
  /// character like others.
  static String decode(byte[] text, int start, int end) {
    if (!hasEscape(text, start, end)) {
      return new String(text, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }
    StringBuilder decoded = new StringBuilder(end - start);
    int i = start + 1;
    while (i < end - 1) {
      int run = i;
      while (i < end - 1 && text[i] != '\\') {
        i++;
      }
      decoded.append(new String(text, run, i - run, StandardCharsets.UTF_8));
      if (i < end - 1) {
        i += escape(text, i + 1, decoded);
      }
    }
    return decoded.toString();
  }

  /// Appends what the escape with this letter stands for; returns its length, backslash included.
  private static int escape(byte[] text, int letter, StringBuilder decoded) {
    if (text[letter] != 'u') {
      decoded.append(unescaped(text[letter]));
      return 2;
    }
    String hex = new String(text, letter + 1, 4, StandardCharsets.US_ASCII);
    decoded.append((char) Integer.parseInt(hex, 16));
    return 6;
  }

  /// See [JsonIndex#cut].
  static int cut(byte[] text, int start, int end, int units) {
    int left = units;
    int i = start + 1;
    while (i < end - 1) {
      boolean pair = isPair(text, i, end);
      left -= pair ? 2 : 1;
      if (left < 0) {
        return i;
      }
      int first = i + lengthOfUnit(text, i);
      i = pair && text[i] == '\\' ? first + lengthOfUnit(text, first) : first;
    }
    return i;
  }

  /// Whether the character at `i` takes two UTF-16 units: four bytes, or two escapes.
  private static boolean isPair(byte[] text, int i, int end) {
    return text[i] == '\\'
        ? isSurrogate(text, i, end, "dD", "89abAB")
            && isSurrogate(text, i + 6, end, "dD", "cdefCDEF")
        : (text[i] & 0xf8) == 0xf0;
  }

  private static boolean isSurrogate(byte[] text, int i, int end, String third, String fourth) {
    return i + 6 < end
        && text[i] == '\\'
        && text[i + 1] == 'u'
        && third.indexOf(text[i + 2]) >= 0
        && fourth.indexOf(text[i + 3]) >= 0;
  }

  /// Bytes of the escape or UTF-8 sequence at `i`.
  private static int lengthOfUnit(byte[] text, int i) {
    int b = text[i];
    if (b == '\\') {
      return text[i + 1] == 'u' ? 6 : 2;
    }
    return b >= 0 ? 1 : (b & 0xe0) == 0xc0 ? 2 : (b & 0xf0) == 0xe0 ? 3 : 4;
  }

  private static char unescaped(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> (char) letter;
    };
  }
}
