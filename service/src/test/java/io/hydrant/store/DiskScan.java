package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/// Finds a text in the files of a store, whatever the store itself would say: in every value of
/// every table file and every log, decompressed where it is a row, and in the bytes of the files as
/// they are.
public final class DiskScan {
  private static final int BLOCK_BYTES = 32_768;
  private static final int HEADER_BYTES = 7;
  private static final int BATCH_HEADER_BYTES = 12;
  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  private final String text;
  private int tables;
  private int logs;
  private int raw;

  private DiskScan(String text) {
    this.text = text;
  }

  /// How often it is found.
  ///
  /// @param tables in values of table files
  /// @param logs in values of logs
  /// @param raw in bytes of files
  public record Found(int tables, int logs, int raw) {
    public int all() {
      return tables + logs + raw;
    }
  }

  /// Looks into the files of a store that is closed.
  public static Found of(Path directory, String text) throws IOException {
    DiskScan scan = new DiskScan(text);
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      scan.raw += contains(bytes, text) ? 1 : 0;
      String name = file.getFileName().toString();
      if (name.endsWith(".sst")) {
        scan.table(file);
      } else if (name.endsWith(".log")) {
        scan.log(bytes);
      }
    }
    return new Found(scan.tables, scan.logs, scan.raw);
  }

  private static boolean contains(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }

  private void table(Path file) throws IOException {
    try (Options options = new Options();
        ReadOptions reading = new ReadOptions();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.toString());
      try (SstFileReaderIterator each = reader.newIterator(reading)) {
        for (each.seekToFirst(); each.isValid(); each.next()) {
          tables += isIn(each.value()) ? 1 : 0;
        }
      }
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  /// Whether it is in a value, as it is or in the row that it is.
  private boolean isIn(byte[] value) {
    return contains(value, text) || isInRow(value) || isInRow(letter(value));
  }

  private static byte[] letter(byte[] value) {
    try {
      return DeadLetter.rowValue(value);
    } catch (RuntimeException _) {
      return new byte[0];
    }
  }

  private boolean isInRow(byte[] value) {
    try {
      return contains(RowValue.row(WaitingKey.floor(1, 1), value).payload().toArray(), text);
    } catch (RuntimeException _) {
      // It is no row.
      return false;
    }
  }

  /// A log: records of write batches in blocks, long ones in several.
  private void log(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> parts = new ArrayList<>();
    while (in.remaining() >= HEADER_BYTES) {
      int left = BLOCK_BYTES - in.position() % BLOCK_BYTES;
      if (left < HEADER_BYTES) {
        in.position(in.position() + left);
        continue;
      }
      in.getInt();
      int length = Short.toUnsignedInt(in.getShort());
      int type = in.get();
      if (type == 0 || length > in.remaining()) {
        return;
      }
      byte[] part = new byte[length];
      in.get(part);
      if (type == FULL || type == FIRST) {
        parts.clear();
      }
      parts.add(part);
      if (type == FULL || type == LAST) {
        batch(joined(parts));
      }
    }
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }

  /// Puts, deletions and deletions of ranges, each of a family or of the first.
  private void batch(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).position(BATCH_HEADER_BYTES);
    while (in.hasRemaining()) {
      int tag = in.get();
      switch (tag) {
        case 0x0, 0x7 -> string(in);
        case 0x1 -> pair(in);
        case 0x4, 0x8 -> {
          varint(in);
          string(in);
        }
        case 0x5, 0xE -> {
          varint(in);
          pair(in);
        }
        case 0xF -> pair(in);
        default -> throw new IllegalStateException("a record of kind " + tag + " in a log");
      }
    }
  }

  private void pair(ByteBuffer in) {
    string(in);
    logs += isIn(string(in)) ? 1 : 0;
  }

  private static byte[] string(ByteBuffer in) {
    byte[] string = new byte[varint(in)];
    in.get(string);
    return string;
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
