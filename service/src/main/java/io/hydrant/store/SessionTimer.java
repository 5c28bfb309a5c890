package io.hydrant.store;

import java.nio.ByteBuffer;

/// Closes a session when its time comes, if what set it still holds then.
///
/// @param due store time in microseconds
/// @param sequence of the batch that set it: it closes only a session that still has a fragment up
///   to this one
public record SessionTimer(long due, SessionKey key, Why why, long sequence) {
  private static final int KEY_BYTES = 8 + SessionKey.BYTES + 1;

  /// What a timer waits for.
  enum Why {
    /// Nothing more came.
    IDLE(1),
    /// Its end came; stragglers may follow.
    ENDED(2),
    /// Another session of the same group began.
    FOLLOWED(3),
    /// It has lasted a day.
    DAY(4);

    private final int onDisk;

    Why(int onDisk) {
      this.onDisk = onDisk;
    }

    static Why of(int onDisk) {
      for (Why why : values()) {
        if (why.onDisk == onDisk) {
          return why;
        }
      }
      throw new IllegalArgumentException("session timer of kind " + onDisk);
    }
  }

  /// Why is part of the key: timers of different kinds don't replace each other, those of one kind
  /// in one instant do.
  byte[] bytes() {
    return key.put(ByteBuffer.allocate(KEY_BYTES).putLong(due)).put((byte) why.onDisk).array();
  }

  byte[] value() {
    return ByteBuffer.allocate(8).putLong(sequence).array();
  }

  static SessionTimer of(byte[] bytes, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long due = in.getLong();
    SessionKey key = SessionKey.of(in);
    return new SessionTimer(due, key, Why.of(in.get()), ByteBuffer.wrap(value).getLong());
  }

  /// The lowest key of a timer with this due.
  static byte[] floor(long due) {
    return ByteBuffer.allocate(KEY_BYTES).putLong(due).array();
  }

  /// The lowest key behind this timer's.
  byte[] behind() {
    byte[] bytes = bytes();
    bytes[KEY_BYTES - 1]++;
    return bytes;
  }
}
