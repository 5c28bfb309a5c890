package io.hydrant.json;

import java.util.Arrays;

/// Five numbers for each value of a text, in its order: where it starts and ends, where its name
/// does, and what comes beside it.
///
/// While an object or array is open, its end is its last child, and its next is what it lies in.
/// Written by one scan, then read only.
final class Tape {
  private static final int NONE = JsonIndex.NONE;
  private static final int WIDTH = 5;
  private static final int START = 0;
  private static final int END = 1;
  private static final int NAME_START = 2;
  private static final int NAME_END = 3;
  private static final int NEXT = 4;

  private int[] cells;
  private int used;

  /// For as many values as a text of `bytes` usually has.
  Tape(int bytes) {
    cells = new int[WIDTH * (16 + bytes / 16)];
  }

  /// Adds a value as the last one of an open object or array, or of none.
  int add(int parent, int start, int nameStart, int nameEnd) {
    if (used == cells.length) {
      cells = Arrays.copyOf(cells, used * 2);
    }
    int at = used;
    int node = at / WIDTH;
    if (parent != NONE) {
      int before = cells[parent * WIDTH + END];
      if (before != NONE) {
        cells[before * WIDTH + NEXT] = node;
      }
      cells[parent * WIDTH + END] = node;
    }
    cells[at + START] = start;
    cells[at + NAME_START] = nameStart;
    cells[at + NAME_END] = nameEnd;
    cells[at + NEXT] = NONE;
    used = at + WIDTH;
    return node;
  }

  void end(int node, int end) {
    cells[node * WIDTH + END] = end;
  }

  void open(int node, int parent) {
    cells[node * WIDTH + END] = NONE;
    cells[node * WIDTH + NEXT] = parent;
  }

  /// Closes the innermost open object or array and says what it lies in.
  int close(int node, int end) {
    int parent = cells[node * WIDTH + NEXT];
    cells[node * WIDTH + END] = end;
    cells[node * WIDTH + NEXT] = NONE;
    return parent;
  }

  /// Whether an open object or array has no child yet.
  boolean isChildless(int node) {
    return cells[node * WIDTH + END] == NONE;
  }

  int size() {
    return used / WIDTH;
  }

  int start(int node) {
    return cells[node * WIDTH + START];
  }

  int end(int node) {
    return cells[node * WIDTH + END];
  }

  int nameStart(int node) {
    return cells[node * WIDTH + NAME_START];
  }

  int nameEnd(int node) {
    return cells[node * WIDTH + NAME_END];
  }

  int next(int node) {
    return cells[node * WIDTH + NEXT];
  }
}
