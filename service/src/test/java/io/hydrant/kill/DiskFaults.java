package io.hydrant.kill;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Faults of the disk for one process, at a chosen call on a file of one directory: `diskfaults.c`
/// stands between the process and its C library, and is told through a file that both map.
///
/// It may be told something else while the process runs.
final class DiskFaults {

  /// What a process asks of a disk, with its number in `diskfaults.c`.
  enum Kind {
    OPEN(0),
    WRITE(1),
    SYNC(2),
    RENAME(3),
    UNLINK(4),
    TRUNCATE(5),
    ALLOCATE(6),
    MKDIR(7);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    private long bit() {
      return 1L << number;
    }
  }

  /// The `errno`s of Linux that disks answer with.
  static final int EIO = 5;

  static final int ENOSPC = 28;
  static final int EROFS = 30;

  private static final int KILL = 1;
  private static final int FAIL = 2;
  private static final int SLOW = 3;
  private static final int LIE = 4;
  private static final int TEAR = 5;

  private static final int KINDS = 0;
  private static final int FROM = 8;
  private static final int COUNT = 16;
  private static final int ACTION = 24;
  private static final int VALUE = 32;
  private static final int STRUCK = 48;
  private static final int AGAIN = 64;
  private static final int SEEN = 72;
  private static final int BYTES = SEEN + 8 * Kind.values().length;

  private final Path library;
  private final Path file;
  private final Path under;
  private final MappedByteBuffer control;

  private DiskFaults(Path library, Path file, Path under, MappedByteBuffer control) {
    this.library = library;
    this.file = file;
    this.under = under;
    this.control = control;
  }

  /// Why this machine cannot have such faults; empty when it can.
  static String missing() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return "disk faults are put in by LD_PRELOAD, on Linux";
    }
    return Tool.isThere("cc") ? "" : "no C compiler (cc) for diskfaults.c";
  }

  /// @param directory where the library and the control file may lie, outside of `under`
  /// @param under whose files the faults are of
  static DiskFaults make(Path directory, Path under) throws IOException, InterruptedException {
    Path library = directory.resolve("diskfaults.so");
    if (!Files.exists(library)) {
      Path source =
          Path.of(
              Objects.requireNonNull(System.getProperty("disk.faults"), "-Ddisk.faults=FILE.c"));
      Tool.run("cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl");
    }
    Path file = directory.resolve("diskfaults.control");
    Files.write(file, new byte[BYTES]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer control = channel.map(MapMode.READ_WRITE, 0, BYTES);
      control.order(ByteOrder.nativeOrder());
      return new DiskFaults(library, file, under, control);
    }
  }

  /// With which the process is to be started.
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "DISKFAULTS_CONTROL", file.toString(),
        "DISKFAULTS_UNDER", under.toString());
  }

  /// Nothing happens any more, and everything is counted from zero.
  void clear() {
    control.putLong(ACTION, 0);
    control.putLong(KINDS, 0);
    for (int at = FROM; at < BYTES; at += 8) {
      control.putLong(at, 0);
    }
  }

  /// The process dies before its `n`-th call of this kind, from now on.
  void kill(Kind kind, long n) {
    put(KILL, 0, n, 1, kind);
  }

  /// The process dies with half of its `n`-th write on the disk.
  void tear(long n) {
    put(TEAR, 0, n, 1, Kind.WRITE);
  }

  /// The next so many calls fail.
  void fail(int errno, long count, Kind... kinds) {
    put(FAIL, errno, 1, count, kinds);
  }

  /// Every sync takes so much longer.
  void slow(Duration by) {
    put(SLOW, TimeUnit.NANOSECONDS.toMicros(by.toNanos()), 1, Long.MAX_VALUE, Kind.SYNC);
  }

  /// No sync reaches the disk, and every one says it did: the bug that a power cut must find.
  void lie() {
    put(LIE, 0, 1, Long.MAX_VALUE, Kind.SYNC);
  }

  private void put(int action, long value, long from, long count, Kind... kinds) {
    clear();
    control.putLong(FROM, from);
    control.putLong(COUNT, count);
    control.putLong(VALUE, value);
    control.putLong(KINDS, Arrays.stream(kinds).mapToLong(Kind::bit).sum());
    control.putLong(ACTION, action);
  }

  /// How many calls were struck.
  long struck() {
    return control.getLong(STRUCK);
  }

  /// How often a file was synced once more whose sync had failed before.
  long syncedAgain() {
    return control.getLong(AGAIN);
  }

  /// How many calls of a kind there were.
  long seen(Kind kind) {
    return control.getLong(SEEN + 8 * kind.number);
  }

  static List<Kind> kinds() {
    return List.of(Kind.values());
  }
}
