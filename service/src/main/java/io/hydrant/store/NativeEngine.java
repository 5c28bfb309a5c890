package io.hydrant.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/// RocksDB's native library. It is found where the JVM looks for such (`java.library.path`), or
/// unpacked from its jar; its file is then removed at once: a process that is killed removes
/// nothing, and would leave 15 MB each time.
public final class NativeEngine {
  /// Names a directory in which what was unpacked stays, for starts that find it there.
  private static final String KEEP = "hydrant.native.keep";

  private NativeEngine() {}

  /// Begins to load it on a thread of its own, so that who opens a store soon waits less. Where it
  /// cannot be loaded, that is who is told.
  public static void loadAhead() {
    Thread.ofPlatform()
        .name("native-engine")
        .daemon()
        .uncaughtExceptionHandler((_, _) -> {})
        .start(NativeEngine::load);
  }

  /// Loads it; calls after the first do nothing.
  static synchronized void load() {
    try {
      Path directory = Files.createTempDirectory("hydrant");
      NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
      RocksDB.loadLibrary();
      clear(directory, System.getProperty(KEEP));
    } catch (IOException e) {
      throw new UncheckedIOException("RocksDB's library cannot be unpacked", e);
    }
  }

  /// Where a loaded file cannot be removed, it stays.
  private static void clear(Path directory, @Nullable String keep) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (keep != null) {
          Path kept = Path.of(keep, System.mapLibraryName("rocksdbjni"));
          Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      directory.toFile().deleteOnExit();
    }
  }
}
