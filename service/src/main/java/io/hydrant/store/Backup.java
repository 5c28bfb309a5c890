package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A copy of a data directory as it was at one moment: the store's files, their format, and last
/// their checksums, so that a backup that was cut off is none. What belongs to a process and not to
/// the data, its token before all, is not in it.
public final class Backup {
  /// What `sha256sum --check` reads.
  static final String SUMS = "SHA256SUMS";

  /// Who did what up to then, as far as it was written.
  static final String AUDIT_LOG = "audit.log";

  private static final int DIGITS = 64;
  private static final String GAP = "  ";

  private Backup() {}

  /// Lays down a checkpoint.
  @FunctionalInterface
  private interface Source {
    void checkpoint(Path directory) throws IOException;
  }

  /// Copies the data of a running store, which goes on meanwhile.
  ///
  /// @param to which is not there or empty
  /// @throws IOException when that cannot be, or the copy broke off: what there is of it stays
  public static void of(DataDirectory data, Store store, Path to, CopyProgress progress)
      throws IOException {
    take(data, store::checkpoint, to, progress);
  }

  /// Copies the data of a service that does not run.
  ///
  /// @param to which is not there or empty
  /// @throws IOException when that cannot be, or the copy broke off: what there is of it stays
  public static void of(DataDirectory data, Path to, CopyProgress progress) throws IOException {
    take(data, directory -> checkpoint(data, directory), to, progress);
  }

  private static void checkpoint(DataDirectory data, Path directory) throws IOException {
    try (RocksTables tables = RocksTables.open(data.tables())) {
      tables.checkpoint(directory);
    }
  }

  private static void take(DataDirectory data, Source source, Path to, CopyProgress progress)
      throws IOException {
    requireRoom(data, to);
    Path checkpoint = data.checkpoint();
    Copy.remove(checkpoint);
    try {
      source.checkpoint(checkpoint);
      DurableDirectory.create(to, DurableDirectory::sync);
      DataDirectory.writeFormat(to.resolve(DataDirectory.FORMAT_FILE), DataDirectory.BACKUP_FORMAT);
      SortedMap<String, String> stored =
          Copy.all(checkpoint, to.resolve(DataDirectory.TABLES), progress);
      Copy.beginning(data.path().resolve(AUDIT_LOG), to.resolve(AUDIT_LOG));
      writeSums(to, stored);
    } finally {
      Copy.remove(checkpoint);
    }
  }

  /// Whether a backup can be laid there.
  ///
  /// @throws IOException when it cannot
  public static void requireRoom(DataDirectory data, Path to) throws IOException {
    if (to.toAbsolutePath().normalize().startsWith(data.path().toAbsolutePath().normalize())) {
      throw new IOException(to + " lies in the data directory");
    }
    DataDirectory.requireEmpty(to);
  }

  private static void writeSums(Path to, SortedMap<String, String> stored) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String name : List.of(AUDIT_LOG, DataDirectory.FORMAT_FILE)) {
      lines.append(Copy.sum(to.resolve(name))).append(GAP).append(name).append('\n');
    }
    stored.forEach((name, sum) ->
        lines.append(sum).append(GAP).append(DataDirectory.TABLES + "/" + name).append('\n'));
    Path fresh = to.resolve(SUMS + ".new");
    Files.writeString(fresh, lines);
    DurableDirectory.syncFile(fresh);
    Files.move(fresh, to.resolve(SUMS), StandardCopyOption.ATOMIC_MOVE);
    DurableDirectory.sync(to);
  }

  /// Reads all of a backup against its checksums.
  ///
  /// @throws IOException when it is none, or not as it was written: the message names the file
  static void check(Path backup) throws IOException {
    Path sums = backup.resolve(SUMS);
    if (!Files.isRegularFile(sums)) {
      throw new IOException(backup + " is no whole backup: there is no " + SUMS);
    }
    String format = Files.readString(backup.resolve(DataDirectory.FORMAT_FILE)).strip();
    if (!format.equals(DataDirectory.BACKUP_FORMAT)) {
      throw new IOException(
          backup
              + " is of data format "
              + format
              + ", this version of Hydrant restores "
              + DataDirectory.BACKUP_FORMAT);
    }
    SortedMap<String, String> expected = sums(sums);
    for (Map.Entry<String, String> file : expected.entrySet()) {
      Path path = backup.resolve(file.getKey());
      if (!Files.isRegularFile(path)) {
        throw new IOException(path + " is missing");
      }
      if (!Copy.sum(path).equals(file.getValue())) {
        throw new IOException(path + " is damaged: it is not what was written");
      }
    }
    for (Path file : Copy.files(backup.resolve(DataDirectory.TABLES))) {
      if (!expected.containsKey(DataDirectory.TABLES + "/" + file.getFileName())) {
        throw new IOException(file + " does not belong to the backup");
      }
    }
  }

  private static SortedMap<String, String> sums(Path file) throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines) {
      if (!line.matches("[0-9a-f]{64} [ *](audit\\.log|format|store/[\\w.-]+)")) {
        throw new IOException(file + " is damaged");
      }
      sums.put(line.substring(DIGITS + GAP.length()), line.substring(0, DIGITS));
    }
    if (!sums.containsKey(DataDirectory.TABLES + "/CURRENT")) {
      throw new IOException(file + " is damaged: it does not name all files");
    }
    return sums;
  }
}
