package io.hydrant.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/// Says which file RocksDB stumbled over: its exceptions often do not, its own log does.
final class Damage {
  private static final Pattern FILE =
      Pattern.compile("\\b(\\d+\\.(?:log|sst)|MANIFEST-\\d+)\\b[^\\n]*Corruption");

  private Damage() {}

  /// What went wrong with a directory, with the file at fault where RocksDB named one.
  static String describe(Path directory, String message) {
    if (message.matches("(?s).*(\\.log|\\.sst).*")) {
      return directory + ": " + message;
    }
    try {
      List<Path> tables = damagedTables(directory);
      if (!tables.isEmpty()) {
        return tables.getFirst() + " is damaged: " + message;
      }
      if (message.contains("MANIFEST-")) {
        return directory + ": " + message;
      }
      String log = Files.readString(directory.resolve("LOG"), StandardCharsets.ISO_8859_1);
      Matcher file = FILE.matcher(log);
      if (file.find()) {
        return directory.resolve(file.group(1)) + " is damaged: " + message;
      }
    } catch (IOException e) {
      // The log only helps to say more; without it the message stands as it is.
      return directory + ": " + message;
    }
    return directory + ": " + message;
  }

  /// The tables that cannot be read to their end: for some damage RocksDB blames the manifest that
  /// names them, or nobody.
  static List<Path> damagedTables(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory);
        Options options = new Options()) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .filter(table -> isDamaged(table, options))
          .sorted()
          .toList();
    }
  }

  private static boolean isDamaged(Path table, Options options) {
    try (SstFileReader reader = new SstFileReader(options)) {
      reader.open(table.toString());
      reader.verifyChecksum();
      return false;
    } catch (RocksDBException e) {
      return true;
    }
  }
}
