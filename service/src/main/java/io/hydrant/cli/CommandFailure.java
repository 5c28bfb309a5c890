package io.hydrant.cli;

import java.util.List;

/// A command cannot do what it was asked: what a person is told, and the exit code.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final transient List<String> lines;

  CommandFailure(int exitCode, String line) {
    this(exitCode, List.of(line));
  }

  CommandFailure(int exitCode, List<String> lines) {
    super(String.join("; ", lines), null, false, false);
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  int exitCode() {
    return exitCode;
  }

  List<String> lines() {
    return lines;
  }
}
