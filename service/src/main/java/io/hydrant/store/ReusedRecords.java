package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Records of kinds that only logs have whose files are used again, which ours are not: each is a
/// flipped bit.
///
/// RocksDB does not survive them. It takes one that a log begins with for the end of that log, so
/// that all of it would be gone without a word; of any other it asks for ever what comes next
/// (`log::Reader::ReadPhysicalRecord` of 10.10 answers `kBadRecord` and stays where it is).
final class ReusedRecords {
  private static final int FIRST_KIND = 5;
  private static final int LAST_KIND = 8;
  private static final int WITH_TIMESTAMP_SIZE = 11;
  private static final int WITH_PREDECESSOR = 131;

  /// A kind that there is not, which RocksDB knows for damage.
  private static final byte UNKNOWN = 0x7f;

  private ReusedRecords() {}

  /// @throws IOException when a log has one; the message names it
  static void refuse(Path log) throws IOException {
    if (!kindsIn(log).isEmpty()) {
      throw new IOException(log + " is damaged: a record is of a kind that is never written");
    }
  }

  /// Where the kinds of such records stand in a log, as far as lengths lead to them.
  private static List<Long> kindsIn(Path log) throws IOException {
    List<Long> kinds = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer block =
          ByteBuffer.allocateDirect(LogEnd.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long start = 0; start < channel.size(); start += LogEnd.BLOCK_BYTES) {
        LogEnd.read(channel, block, start);
        int at = 0;
        while (at + LogEnd.HEADER_BYTES <= block.limit()) {
          if (isReused(block.get(at + LogEnd.KIND_AT) & 0xff)) {
            kinds.add(start + at + LogEnd.KIND_AT);
          }
          at += LogEnd.HEADER_BYTES + LogEnd.statedLength(block, at);
        }
      }
    }
    return kinds;
  }

  private static boolean isReused(int kind) {
    return (kind >= FIRST_KIND && kind <= LAST_KIND)
        || kind == WITH_TIMESTAMP_SIZE
        || kind == WITH_PREDECESSOR;
  }

  /// Makes a directory look like that of a store, without such records: links to its files, and of
  /// a log that has some a copy in which they are damage of another sort.
  static void leaveOut(Path store, Path view) throws IOException {
    for (Path file : Copy.files(store)) {
      Path seen = view.resolve(file.getFileName());
      List<Long> kinds = LogEnd.isLog(file) ? kindsIn(file) : List.of();
      if (kinds.isEmpty()) {
        Files.createSymbolicLink(seen, file.toAbsolutePath());
        continue;
      }
      Files.copy(file, seen);
      try (FileChannel channel = FileChannel.open(seen, StandardOpenOption.WRITE)) {
        for (long at : kinds) {
          channel.write(ByteBuffer.wrap(new byte[] {UNKNOWN}), at);
        }
      }
    }
  }
}
