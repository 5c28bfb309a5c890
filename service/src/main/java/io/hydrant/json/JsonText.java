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
        decoded.append(escaped(text, i + 1));
        i += lengthOfUnit(text, i);
      }
    }
    return decoded.toString();
  }

  /// Whether the string whose quotes are at `start` and `end - 1` is `wanted`: like
  /// `decode(…).equals(wanted)`, and most often without making anything, for a member is asked for
  /// many names.
  static boolean is(byte[] text, int start, int end, String wanted) {
    int at = 0;
    for (int i = start + 1; i < end - 1; i += lengthOfUnit(text, i)) {
      if (text[i] < 0) {
        return decode(text, start, end).equals(wanted);
      }
      char unit = text[i] == '\\' ? escaped(text, i + 1) : (char) text[i];
      if (at == wanted.length() || wanted.charAt(at) != unit) {
        return false;
      }
      at++;
    }
    return at == wanted.length();
  }

  /// What the escape with this letter stands for.
  private static char escaped(byte[] text, int letter) {
    if (text[letter] != 'u') {
      return unescaped(text[letter]);
    }
    int unit = 0;
    for (int i = letter + 1; i <= letter + 4; i++) {
      unit = unit << 4 | Character.digit(text[i], 16);
    }
    return (char) unit;
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
