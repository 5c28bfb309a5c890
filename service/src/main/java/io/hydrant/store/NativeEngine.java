package io.hydrant.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/// RocksDB's native library, which is unpacked from its jar to be loaded. Its file is removed at
/// once: a process that is killed removes nothing, and would leave 15 MB each time.
final class NativeEngine {
  private NativeEngine() {}

  /// Loads it; calls after the first do nothing.
  static synchronized void load() {
    try {
      Path directory = Files.createTempDirectory("hydrant");
      NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
      RocksDB.loadLibrary();
      remove(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("RocksDB's library cannot be unpacked", e);
    }
  }

  /// Where a loaded file cannot be removed, it stays.
  private static void remove(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      directory.toFile().deleteOnExit();
    }
  }
}
