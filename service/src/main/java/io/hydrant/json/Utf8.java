package io.hydrant.json;

/// Strict UTF-8.
final class Utf8 {
  private Utf8() {}

  /// Length of the sequence at `i`, which does not begin with ASCII; 0 when it is not one. The
  /// second byte's range shuts out overlong forms, surrogates and what lies beyond U+10FFFF (RFC
  /// 3629).
  static int length(byte[] text, int i, int to) {
    int first = text[i] & 0xff;
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || i + length > to) {
      return 0;
    }
    int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    int second = text[i + 1] & 0xff;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((text[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /// Where the text begins behind a byte order mark, if it has one.
  static int afterByteOrderMark(byte[] text, int from, int to) {
    boolean marked =
        to - from >= 3
            && text[from] == (byte) 0xef
            && text[from + 1] == (byte) 0xbb
            && text[from + 2] == (byte) 0xbf;
    return marked ? from + 3 : from;
  }
}
