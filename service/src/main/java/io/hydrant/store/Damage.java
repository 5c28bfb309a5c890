package io.hydrant.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says which file RocksDB stumbled over: its exceptions often do not, its own log does.
final class Damage {
  private static final Pattern FILE =
      Pattern.compile("\\b(\\d+\\.(?:log|sst)|MANIFEST-\\d+)\\b[^\\n]*Corruption");

  private Damage() {}

  /// What went wrong with a directory, with the file at fault where RocksDB named one.
  static String describe(Path directory, String message) {
    if (message.matches("(?s).*(\\.log|\\.sst|MANIFEST-).*")) {
      return directory + ": " + message;
    }
    try {
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
}
