package io.hydrant.store;

import io.hydrant.model.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A row that was given up. It keeps all it takes to wait again: bytes, group, sequence and n, so
/// that what becomes of it has the same ids.
///
/// @param lastError what came of it last: a code and few words, never content
/// @param row as it lay, at the place where it would lie if it waited since it was given up;
///   without its payload where many are listed. The fragments of a closed session's lie where they
///   lay
/// @param storedBytes what it takes on disk, key included; of a session also what its fragments
///   take
public record DeadLetter(DeadKey key, DeadCause cause, String lastError, Row row, int storedBytes) {
  /// cause, group, sequence, n, length of the last error, which follows.
  private static final int HEADER_BYTES = 1 + 16 + 8 + 4 + 2;

  private static final int GROUP_AT = 1;
  private static final int ERROR_AT = HEADER_BYTES - 2;

  /// A dead letter's value.
  static byte[] value(Strike.Dead dead) {
    byte[] error = Tries.cut(dead.lastError()).getBytes(StandardCharsets.UTF_8);
    byte[] row = dead.value().bytes();
    return ByteBuffer.allocate(HEADER_BYTES + error.length + row.length)
        .put((byte) dead.cause().onDisk())
        .putLong(dead.key().group().high())
        .putLong(dead.key().group().low())
        .putLong(dead.key().sequence())
        .putInt(dead.key().n())
        .putShort((short) error.length)
        .put(error)
        .put(row)
        .array();
  }

  /// Reads it whole.
  static DeadLetter of(DeadKey key, byte[] value) {
    return of(key, value, RowValue.row(origin(key, value), rowValue(value)));
  }

  /// Reads it without what it carries.
  static DeadLetter head(DeadKey key, byte[] value) {
    return of(key, value, RowValue.head(origin(key, value), rowValue(value)));
  }

  private static DeadLetter of(DeadKey key, byte[] value, Row row) {
    int errorLength = ByteBuffer.wrap(value).getShort(ERROR_AT);
    return new DeadLetter(
        key,
        DeadCause.of(value[0]),
        new String(value, HEADER_BYTES, errorLength, StandardCharsets.UTF_8),
        row,
        stored(value));
  }

  /// Where its row would lie if it waited since it was given up.
  static WaitingKey origin(DeadKey key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value).position(GROUP_AT);
    Hash group = new Hash(in.getLong(), in.getLong());
    return new WaitingKey(key.connection(), key.time(), group, in.getLong(), in.getInt());
  }

  /// The row's value.
  static byte[] rowValue(byte[] value) {
    int from = HEADER_BYTES + ByteBuffer.wrap(value).getShort(ERROR_AT);
    return Arrays.copyOfRange(value, from, value.length);
  }

  /// A dead letter's value with another row in it.
  static byte[] with(byte[] value, RowValue row) {
    int head = HEADER_BYTES + ByteBuffer.wrap(value).getShort(ERROR_AT);
    byte[] bytes = row.bytes();
    return ByteBuffer.allocate(head + bytes.length).put(value, 0, head).put(bytes).array();
  }

  static int stored(byte[] value) {
    return DeadKey.BYTES + value.length + RowValue.fragmentBytes(rowValue(value));
  }
}
