package io.hydrant.kill;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A command of the operating system.
final class Tool {
  private Tool() {}

  /// What it printed.
  ///
  /// @throws IOException when it fails; the message has what it printed
  static String run(Object... command) throws IOException, InterruptedException {
    List<String> words = Arrays.stream(command).map(Object::toString).toList();
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", words) + " ended with " + code + ": " + printed);
    }
    return printed.strip();
  }

  /// Whether it is somewhere on the path.
  static boolean isThere(String name) {
    String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin:/sbin";
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  static boolean isRoot() throws IOException, InterruptedException {
    return run("id", "-u").equals("0");
  }
}
