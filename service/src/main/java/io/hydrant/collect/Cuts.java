package io.hydrant.collect;

import java.util.Arrays;

/// The ends of names that are too long: ranges of a text that will be left out, in its order.
final class Cuts {
  private int[] ranges = new int[0];
  private int used;

  void clear() {
    used = 0;
  }

  boolean areNone() {
    return used == 0;
  }

  void add(int from, int to) {
    if (used == ranges.length) {
      ranges = Arrays.copyOf(ranges, 16 + used * 2);
    }
    ranges[used++] = from;
    ranges[used++] = to;
  }

  /// The bytes of `text` from `start` to `end`, without the ranges, which lie between them.
  byte[] leftOf(byte[] text, int start, int end) {
    byte[] left = new byte[end - start];
    int length = 0;
    int at = start;
    for (int i = 0; i < used; i += 2) {
      System.arraycopy(text, at, left, length, ranges[i] - at);
      length += ranges[i] - at;
      at = ranges[i + 1];
    }
    System.arraycopy(text, at, left, length, end - at);
    return Arrays.copyOf(left, length + end - at);
  }
}
