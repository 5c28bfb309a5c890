package io.hydrant.store;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where a dead letter lies. Keys sort by connection, then by when it was given up.
///
/// @param connection number of the connection
/// @param time store time in microseconds of the write that gave it up
/// @param n numbers the dead letters of that write
public record DeadKey(int connection, long time, int n) implements Comparable<DeadKey> {
  static final int BYTES = 16;
  private static final int PARTS = 3;
  private static final int RADIX = 36;

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putInt(connection).putLong(time).putInt(n).array();
  }

  static DeadKey of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new DeadKey(in.getInt(), in.getLong(), in.getInt());
  }

  /// The lowest possible key of a connection at a time.
  static DeadKey floor(int connection, long time) {
    return new DeadKey(connection, time, 0);
  }

  /// The lowest key behind this one.
  DeadKey next() {
    return new DeadKey(connection, time, n + 1);
  }

  /// What people and scripts call it.
  public String id() {
    return connection + "-" + Long.toString(time, RADIX) + "-" + Integer.toString(n, RADIX);
  }

  /// Reads what [#id()] wrote; null when it is no such thing.
  public static @Nullable DeadKey of(String id) {
    String[] parts = id.split("-", -1);
    if (parts.length != PARTS) {
      return null;
    }
    try {
      return new DeadKey(
          Integer.parseInt(parts[0]),
          Long.parseLong(parts[1], RADIX),
          Integer.parseInt(parts[2], RADIX));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  @Override
  public int compareTo(DeadKey that) {
    int order = Integer.compare(connection, that.connection);
    order = order != 0 ? order : Long.compare(time, that.time);
    return order != 0 ? order : Integer.compare(n, that.n);
  }
}
