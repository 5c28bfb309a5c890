package io.hydrant.store;

import io.hydrant.model.Hash;
import java.nio.ByteBuffer;

/// Which session of which group of which connection.
record SessionKey(int connection, Hash group, Hash session) {
  static final int BYTES = 36;

  /// Of a fragment's key: the session, its batch's sequence, and n.
  static final int FRAGMENT_BYTES = BYTES + 8 + 4;

  /// Where its `closed up to` mark lies: before all its fragments, whose sequences begin at 1.
  byte[] mark() {
    return at(0);
  }

  /// The lowest key of a fragment with this sequence.
  byte[] at(long sequence) {
    return fragment(sequence, 0);
  }

  byte[] fragment(long sequence, int n) {
    return put(ByteBuffer.allocate(FRAGMENT_BYTES)).putLong(sequence).putInt(n).array();
  }

  /// What a fragment takes on disk, which is shown as a row in the place of its session's.
  static long fragmentBytes(Row fragment) {
    return (long) fragment.storedBytes() - WaitingKey.BYTES + FRAGMENT_BYTES;
  }

  /// Behind its last fragment.
  byte[] end() {
    return at(Long.MAX_VALUE);
  }

  ByteBuffer put(ByteBuffer out) {
    return out.putInt(connection)
        .putLong(group.high())
        .putLong(group.low())
        .putLong(session.high())
        .putLong(session.low());
  }

  static SessionKey of(ByteBuffer in) {
    return new SessionKey(
        in.getInt(), new Hash(in.getLong(), in.getLong()), new Hash(in.getLong(), in.getLong()));
  }

  /// The lowest key of a connection.
  static byte[] floor(int connection) {
    return ByteBuffer.allocate(FRAGMENT_BYTES).putInt(connection).array();
  }

  /// The session that comes next in the order of keys.
  SessionKey next() {
    long low = session.low() + 1;
    return new SessionKey(
        connection, group, new Hash(low == 0 ? session.high() + 1 : session.high(), low));
  }

  static long sequence(byte[] fragmentKey) {
    return ByteBuffer.wrap(fragmentKey).getLong(BYTES);
  }

  static int n(byte[] fragmentKey) {
    return ByteBuffer.wrap(fragmentKey).getInt(BYTES + 8);
  }
}
