package io.hydrant.model;

import java.util.Arrays;

/// A growing list of ints.
final class Ints {
  private int[] ints = new int[32];
  private int size;

  void add(int... more) {
    if (size + more.length > ints.length) {
      ints = Arrays.copyOf(ints, Math.max(ints.length * 2, size + more.length));
    }
    System.arraycopy(more, 0, ints, size, more.length);
    size += more.length;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return ints[index];
  }
}
