package io.hydrant.model;

import java.nio.ByteBuffer;

/// Small numbers in few bytes: seven bits each, the lowest first, the top bit says that more
/// follow.
final class Varint {
  static final int BYTES_MAX = 5;

  private Varint() {}

  static void put(ByteBuffer out, int number) {
    int rest = number;
    while ((rest & ~0x7f) != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static int get(ByteBuffer in) {
    int number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = in.get();
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than " + BYTES_MAX + " bytes");
  }
}
