package io.hydrant.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory for one run.
record Place(Path directory) {
  static Place make() throws IOException {
    return new Place(Files.createTempDirectory("hydrant-load"));
  }

  /// An empty directory within it.
  Path part(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  void remove() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
