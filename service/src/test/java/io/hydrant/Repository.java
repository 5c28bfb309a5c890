package io.hydrant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of this repository, for tests that hold them to the house rules.
public final class Repository {
  private Repository() {}

  /// A file or directory, by its path from the root.
  public static Path path(String path) {
    return root().resolve(path);
  }

  /// The text of a file, by its path from the root.
  public static String text(String path) {
    return text(path(path));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The Java sources under `kind` (`src/main` or `src/test`) of every module.
  static List<Path> sources(String kind) {
    return Stream.of("service", "firehose-emulator", "benchmarks")
        .map(module -> path(module + "/" + kind))
        .filter(Files::isDirectory)
        .flatMap(Repository::javaFiles)
        .sorted()
        .toList();
  }

  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve(".ci"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException("not run inside the repository");
      }
      directory = parent;
    }
    return directory;
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
