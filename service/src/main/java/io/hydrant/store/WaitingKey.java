package io.hydrant.store;

import io.hydrant.model.Hash;
import java.nio.ByteBuffer;

/// Where a row waits. Keys sort by connection, then by when they are due, then by group, then in
/// the order in which the group's batches came.
///
/// @param connection number of the connection, assigned once and never reused
/// @param due store time in microseconds from which it may leave
/// @param group hash of the group, see [io.hydrant.model.Grouping]
/// @param sequence of the batch it came from; kept when it is put again
/// @param n numbers the rows that one sequence made for a group
public record WaitingKey(int connection, long due, Hash group, long sequence, int n)
    implements Comparable<WaitingKey> {
  static final int BYTES = 40;

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putInt(connection)
        .putLong(due)
        .putLong(group.high())
        .putLong(group.low())
        .putLong(sequence)
        .putInt(n)
        .array();
  }

  static WaitingKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("waiting key of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new WaitingKey(
        in.getInt(), in.getLong(), new Hash(in.getLong(), in.getLong()), in.getLong(), in.getInt());
  }

  /// The lowest possible key of a connection at a due time.
  static WaitingKey floor(int connection, long due) {
    return new WaitingKey(connection, due, new Hash(0, 0), 0, 0);
  }

  /// The lowest key behind this one.
  public WaitingKey next() {
    if (n == Integer.MAX_VALUE) {
      return new WaitingKey(connection, due, group, sequence + 1, 0);
    }
    return new WaitingKey(connection, due, group, sequence, n + 1);
  }

  /// This row put again at another time.
  WaitingKey at(long due) {
    return new WaitingKey(connection, due, group, sequence, n);
  }

  @Override
  public int compareTo(WaitingKey that) {
    int order = Integer.compare(connection, that.connection);
    order = order != 0 ? order : Long.compare(due, that.due);
    order = order != 0 ? order : group.compareTo(that.group);
    order = order != 0 ? order : Long.compare(sequence, that.sequence);
    return order != 0 ? order : Integer.compare(n, that.n);
  }
}
