package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.EncodedMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4FastDecompressor;

/// The value of a row: what kind it is, what it counts, what was tried with it, and the payload,
/// compressed from 512 bytes up (bodies shrink two- to threefold at about a microsecond a
/// kilobyte).
public final class RowValue {
  static final int COMPRESSED_FROM_BYTES = 512;

  /// kind, count, length of the payload before compression (0: not compressed), length of the
  /// tries, which follow.
  private static final int HEADER_BYTES = 1 + 4 + 4 + 2;

  private static final int TRIES_AT = 1 + 4 + 4;

  private static final LZ4Compressor COMPRESSOR = NativeLz4.compressor();
  private static final LZ4FastDecompressor DECOMPRESSOR = NativeLz4.decompressor();

  private final byte[] bytes;
  private final int count;

  private RowValue(byte[] bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  /// A row never sent yet.
  public static RowValue of(Row.Kind kind, int count, Bytes payload) {
    return of(kind, count, Tries.NONE, payload);
  }

  /// A row to be sent again.
  public static RowValue of(Row.Kind kind, int count, Tries tries, Bytes payload) {
    int length = payload.length();
    byte[] tried = tries.bytes();
    int at = HEADER_BYTES + tried.length;
    if (length < COMPRESSED_FROM_BYTES) {
      byte[] bytes = new byte[at + length];
      header(bytes, kind, count, 0, tried);
      payload.copyTo(bytes, at);
      return new RowValue(bytes, count);
    }
    byte[] room = new byte[at + COMPRESSOR.maxCompressedLength(length)];
    int compressed = COMPRESSOR.compress(payload.array(), payload.offset(), length, room, at);
    byte[] bytes = Arrays.copyOf(room, at + compressed);
    header(bytes, kind, count, length, tried);
    return new RowValue(bytes, count);
  }

  /// A message that waits encoded.
  public static RowValue of(EncodedMessage encoded, Tries tries) {
    return of(Row.Kind.MESSAGE, encoded.message().count(), tries, encoded.stored());
  }

  private static void header(byte[] bytes, Row.Kind kind, int count, int length, byte[] tried) {
    ByteBuffer.wrap(bytes)
        .put((byte) kind.onDisk())
        .putInt(count)
        .putInt(length)
        .putShort((short) tried.length)
        .put(tried);
  }

  /// Reads what [#bytes()] wrote.
  static Row row(WaitingKey key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    Row.Kind kind = Row.Kind.of(in.get());
    int count = in.getInt();
    int length = in.getInt();
    Tries tries = Tries.of(in, in.getShort());
    int at = in.position();
    Bytes payload =
        length == 0 ? Bytes.of(value, at, value.length - at) : decompressed(value, at, length);
    return new Row(key, kind, count, tries, payload, stored(value));
  }

  /// Reads all but the payload.
  static Row head(WaitingKey key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    Row.Kind kind = Row.Kind.of(in.get());
    int count = in.getInt();
    int tried = in.position(TRIES_AT).getShort();
    return new Row(key, kind, count, Tries.of(in, tried), Bytes.EMPTY, stored(value));
  }

  /// The same row as if it were never sent yet.
  static byte[] untried(byte[] value) {
    int tried = ByteBuffer.wrap(value).getShort(TRIES_AT);
    byte[] fresh = new byte[value.length - tried];
    System.arraycopy(value, 0, fresh, 0, TRIES_AT);
    int from = HEADER_BYTES + tried;
    System.arraycopy(value, from, fresh, HEADER_BYTES, value.length - from);
    return fresh;
  }

  /// What the ledger counts for a value, read without the payload.
  static int count(byte[] value) {
    return ByteBuffer.wrap(value).getInt(1);
  }

  /// What a row with this value takes on disk, see [Row#storedBytes()].
  static int stored(byte[] value) {
    return WaitingKey.BYTES + value.length + fragmentBytes(value);
  }

  /// What lies elsewhere of a row with this value: the fragments of a session.
  static int fragmentBytes(byte[] value) {
    return isSession(value) ? (int) session(value).fragmentBytes() : 0;
  }

  static boolean isSession(byte[] value) {
    return value[0] == Row.Kind.SESSION.onDisk();
  }

  static boolean isMessage(byte[] value) {
    return value[0] == Row.Kind.MESSAGE.onDisk();
  }

  static SessionPart session(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return SessionPart.of(in.position(HEADER_BYTES + in.getShort(TRIES_AT)));
  }

  private static Bytes decompressed(byte[] value, int at, int length) {
    byte[] payload = new byte[length];
    DECOMPRESSOR.decompress(value, at, payload, 0, length);
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
