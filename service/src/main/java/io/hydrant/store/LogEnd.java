package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The end of a log of RocksDB's, which its write-ahead log and its manifest are.
///
/// RocksDB takes a record that reaches beyond the end of the file for a write that a crash tore,
/// and cuts it off with all that comes behind it. A flipped bit in a length looks the same, and
/// would silently lose up to a block of what was synced. But only the last write can be torn: where
/// a whole one begins behind it, the file is damaged.
final class LogEnd {
  static final int BLOCK_BYTES = 32 << 10;
  static final int HEADER_BYTES = 7;

  /// In a header: what kind of record it is.
  static final int KIND_AT = 6;

  private static final int CRC_DELTA = 0xa282ead8;

  /// Types of records that begin a write: a whole one, and the first of several.
  private static final int FULL = 1;

  private static final int FIRST = 2;

  private LogEnd() {}

  /// Looks at every log of a directory.
  ///
  /// @throws IOException when one is damaged; the message names it
  static void check(Path directory) throws IOException {
    for (Path log : logs(directory)) {
      ReusedRecords.refuse(log);
      ByteBuffer block = lastBlock(log);
      int torn = firstUnreadable(block);
      for (int at = torn + 1; at < block.limit(); at++) {
        if (beginsWrite(block, at) && length(block, at) >= 0) {
          throw new IOException(log + " is damaged: a record is not whole, and others follow it");
        }
      }
    }
  }

  /// Logs with a record before their last block that is not what was written. RocksDB finds these
  /// too, but does not always say where.
  static List<Path> damaged(Path directory) throws IOException {
    List<Path> damaged = new ArrayList<>();
    for (Path log : logs(directory)) {
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        boolean isWhole = true;
        for (long at = 0; isWhole && at + BLOCK_BYTES <= channel.size(); at += BLOCK_BYTES) {
          read(channel, block, at);
          isWhole = firstUnreadable(block) + HEADER_BYTES > BLOCK_BYTES;
        }
        if (!isWhole) {
          damaged.add(log);
        }
      }
    }
    return damaged;
  }

  private static List<Path> logs(Path directory) throws IOException {
    return Copy.files(directory).stream().filter(LogEnd::isLog).toList();
  }

  static boolean isLog(Path file) {
    return file.getFileName().toString().matches("\\d+\\.log|MANIFEST-\\d+");
  }

  /// Fills a buffer with what stands there, as far as the file goes.
  static void read(FileChannel channel, ByteBuffer block, long at) throws IOException {
    block.clear();
    int more = 0;
    while (block.hasRemaining() && more >= 0) {
      more = channel.read(block, at + block.position());
    }
    block.flip();
  }

  /// Every block begins with a record; of those before the last RocksDB misses nothing.
  private static ByteBuffer lastBlock(Path log) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer block =
          ByteBuffer.allocate((int) (size % BLOCK_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
      read(channel, block, size - block.capacity());
      return block;
    }
  }

  private static int firstUnreadable(ByteBuffer block) {
    int at = 0;
    while (at < block.limit()) {
      int length = length(block, at);
      if (length < 0) {
        return at;
      }
      at += HEADER_BYTES + length;
    }
    return at;
  }

  private static boolean beginsWrite(ByteBuffer block, int at) {
    int type = at + HEADER_BYTES > block.limit() ? 0 : block.get(at + KIND_AT);
    return type == FULL || type == FIRST;
  }

  /// Bytes behind a header, as it says.
  static int statedLength(ByteBuffer block, int at) {
    return block.getShort(at + 4) & 0xffff;
  }

  /// Bytes of the record that begins here, or -1 when none does.
  private static int length(ByteBuffer block, int at) {
    if (at + HEADER_BYTES > block.limit()) {
      return -1;
    }
    int length = statedLength(block, at);
    if (at + HEADER_BYTES + length > block.limit()) {
      return -1;
    }
    CRC32C crc = new CRC32C();
    crc.update(block.slice(at + KIND_AT, 1 + length));
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + CRC_DELTA;
    return masked == block.getInt(at) ? length : -1;
  }
}
