package io.hydrant.select;

/// ASCII letters in text of any language.
final class Text {
  private Text() {}

  static boolean hasUpper(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] >= 'A' && text[i] <= 'Z') {
        return true;
      }
    }
    return false;
  }

  /// Makes ASCII letters lower case, in place.
  static byte[] toLower(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] >= 'A' && text[i] <= 'Z') {
        text[i] = (byte) (text[i] + 'a' - 'A');
      }
    }
    return text;
  }

  static String toLower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return lower.toString();
  }
}
