package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FastDecompressor;

/// The value of a row: what kind it is, what it counts, how often it failed, and the payload,
/// compressed from 512 bytes up (bodies shrink two- to threefold at about a microsecond a
/// kilobyte).
public final class RowValue {
  static final int COMPRESSED_FROM_BYTES = 512;

  /// kind, count, attempts, first again, length before compression (0: not compressed).
  private static final int HEADER_BYTES = 1 + 4 + 4 + 8 + 4;

  private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
  private static final LZ4FastDecompressor DECOMPRESSOR =
      LZ4Factory.fastestInstance().fastDecompressor();

  private final byte[] bytes;
  private final int count;

  private RowValue(byte[] bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  /// A row never sent yet.
  public static RowValue of(Row.Kind kind, int count, Bytes payload) {
    return of(kind, count, 0, 0, payload);
  }

  /// A row to be sent again.
  ///
  /// @param firstAgain store time in microseconds, see [Row#firstAgain()]
  public static RowValue of(
      Row.Kind kind, int count, int attempts, long firstAgain, Bytes payload) {
    int length = payload.length();
    if (length < COMPRESSED_FROM_BYTES) {
      byte[] bytes = new byte[HEADER_BYTES + length];
      header(bytes, kind, count, attempts, firstAgain, 0);
      payload.copyTo(bytes, HEADER_BYTES);
      return new RowValue(bytes, count);
    }
    byte[] room = new byte[HEADER_BYTES + COMPRESSOR.maxCompressedLength(length)];
    int compressed =
        COMPRESSOR.compress(payload.array(), payload.offset(), length, room, HEADER_BYTES);
    byte[] bytes = java.util.Arrays.copyOf(room, HEADER_BYTES + compressed);
    header(bytes, kind, count, attempts, firstAgain, length);
    return new RowValue(bytes, count);
  }

  private static void header(
      byte[] bytes, Row.Kind kind, int count, int attempts, long firstAgain, int length) {
    ByteBuffer.wrap(bytes)
        .put((byte) kind.onDisk())
        .putInt(count)
        .putInt(attempts)
        .putLong(firstAgain)
        .putInt(length);
  }

  /// Reads what [#bytes()] wrote.
  static Row row(WaitingKey key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    Row.Kind kind = Row.Kind.of(in.get());
    int count = in.getInt();
    int attempts = in.getInt();
    long firstAgain = in.getLong();
    int length = in.getInt();
    Bytes payload =
        length == 0
            ? Bytes.of(value, HEADER_BYTES, value.length - HEADER_BYTES)
            : decompressed(value, length);
    return new Row(key, kind, count, attempts, firstAgain, payload, stored(value));
  }

  /// What the ledger counts for a value, read without the payload.
  static int count(byte[] value) {
    return ByteBuffer.wrap(value).getInt(1);
  }

  /// What a row with this value takes on disk, see [Row#storedBytes()].
  static int stored(byte[] value) {
    int own = WaitingKey.BYTES + value.length;
    if (!isSession(value)) {
      return own;
    }
    ByteBuffer payload = ByteBuffer.wrap(value, HEADER_BYTES, value.length - HEADER_BYTES);
    return own + (int) SessionPart.of(payload).fragmentBytes();
  }

  static boolean isSession(byte[] value) {
    return value[0] == Row.Kind.SESSION.onDisk();
  }

  private static Bytes decompressed(byte[] value, int length) {
    byte[] payload = new byte[length];
    DECOMPRESSOR.decompress(value, HEADER_BYTES, payload, 0, length);
    return Bytes.of(payload);
  }

  byte[] bytes() {
    return bytes;
  }

  /// What the ledger counts for it.
  public int count() {
    return count;
  }

  /// What it takes on disk, key included.
  public int storedBytes() {
    return stored(bytes);
  }
}
