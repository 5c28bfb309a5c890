package io.hydrant.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The wall clock of one process, which is set while it runs: libfaketime stands between it and its
/// C library. Monotonic time and the times of files stay what they are, as when a person or a wrong
/// time server sets a machine's clock.
final class FakedClock {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));
  private static final int DEPTH_MAX = 3;

  private final Path library;
  private final Path file;

  private FakedClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /// Why this machine cannot have such clocks; empty when it can.
  static String missing() throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return "clocks are faked by LD_PRELOAD, on Linux";
    }
    return libraries().isEmpty() ? "no libfaketime (package faketime)" : "";
  }

  private static List<Path> libraries() throws IOException {
    for (Path place : PLACES) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files =
            Files.find(
                place, DEPTH_MAX, (path, is) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
          List<Path> found = files.toList();
          if (!found.isEmpty()) {
            return found;
          }
        }
      }
    }
    return List.of();
  }

  /// One that is right.
  static FakedClock make(Path directory) throws IOException {
    FakedClock clock = new FakedClock(libraries().getFirst(), directory.resolve("clock"));
    clock.set("+0");
    return clock;
  }

  /// With which the process is to be started.
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_NO_CACHE", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Else each timed wait on the monotonic clock returns at once, and the JVM spins.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "NO_FAKE_STAT", "1");
  }

  /// Sets it, at once.
  ///
  /// @param offset like `-3d` or `+1h`
  void set(String offset) throws IOException {
    Path next = file.resolveSibling("clock.next");
    Files.writeString(next, offset + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
