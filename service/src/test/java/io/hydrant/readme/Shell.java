package io.hydrant.readme;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A block of the README as a person runs it: in bash, in a folder, its output on a file.
final class Shell implements AutoCloseable {
  /// In a mask of signals.
  private static final long SIGINT = 1 << 1;

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final String block;
  private final Process process;
  private final Path output;

  private Shell(String block, Process process, Path output) {
    this.block = block;
    this.process = process;
    this.output = output;
  }

  static Shell start(String block, Path folder, Path output, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-c", block)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Shell(block, builder.start(), output);
  }

  /// Runs a block to its end; what it printed.
  static String run(String block, Path folder, Path output, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (Shell shell = start(block, folder, output, environment)) {
      return shell.end(0);
    }
  }

  /// Waits until it ends with this code; what it printed.
  String end(int code) throws IOException, InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != code) {
      throw new AssertionError("did not end with " + code + ": " + block + "\n" + printed());
    }
    return printed();
  }

  String printed() throws IOException {
    return Files.readString(output);
  }

  /// Waits until it has printed all of the texts.
  void await(Duration patience, List<String> texts) throws IOException {
    Clock clock = Clock.system();
    long deadline = clock.nanos() + patience.toNanos();
    while (!texts.stream().allMatch(text -> isPrinted(text))) {
      if (clock.nanos() >= deadline || !process.isAlive()) {
        throw new AssertionError("not printed in " + patience + ": " + texts + "\n" + printed());
      }
      clock.parkUntil(clock.nanos() + LOOK_EVERY.toNanos());
    }
  }

  private boolean isPrinted(String text) {
    try {
      return printed().contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Ctrl-C, as far as a process without a terminal can be sent one.
  int interrupt() throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", signal(), String.valueOf(process.pid())).inheritIO().start();
    kill.waitFor();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after an interrupt\n" + printed());
    }
    return process.exitValue();
  }

  /// A build that runs in the background has all its children ignore Ctrl-C.
  private String signal() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return "-INT";
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & SIGINT) == 0 ? "-INT" : "-TERM";
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
