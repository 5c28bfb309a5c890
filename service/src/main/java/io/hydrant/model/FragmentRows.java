package io.hydrant.model;

import java.nio.ByteBuffer;

/// The rows that tell of a fragment's events, in the making.
final class FragmentRows {
  private static final int FIELDS = 5;

  private final Ints rows = new Ints();
  private int contentBytes;

  /// Adds an event; positions count from its first byte, -1 is no such place.
  void event(int length, int position, int idAt, int locationStart, int locationEnd) {
    rows.add(length, position + 1, idAt + 1, locationStart + 1, locationEnd + 1);
    contentBytes += length;
  }

  /// Adds an event of another fragment.
  void event(FragmentParts from, int index) {
    int start = from.eventStart(index);
    event(
        from.eventEnd(index) - start,
        from.eventPosition(index),
        relative(from.eventIdAt(index), start),
        relative(from.locationStart(index), start),
        relative(from.locationEnd(index), start));
  }

  private static int relative(int at, int start) {
    return at == FragmentParts.NONE ? at : at - start;
  }

  int count() {
    return rows.size() / FIELDS;
  }

  /// At most so many bytes take the rows and the events they tell of.
  int bytesMax() {
    return Varint.BYTES_MAX * (1 + rows.size()) + contentBytes;
  }

  void write(ByteBuffer out) {
    Varint.put(out, count());
    for (int i = 0; i < rows.size(); i++) {
      Varint.put(out, rows.get(i));
    }
  }
}
