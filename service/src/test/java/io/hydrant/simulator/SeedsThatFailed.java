package io.hydrant.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Every seed that ever failed, from a file.
final class SeedsThatFailed {
  private static final String FILE = "seeds-that-failed.txt";

  private SeedsThatFailed() {}

  /// `#` begins a comment.
  static List<Long> read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SeedsThatFailed.class.getResourceAsStream(FILE), FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(Long::valueOf)
          .toList();
    }
  }
}
