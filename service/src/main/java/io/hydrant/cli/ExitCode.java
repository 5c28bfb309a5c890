package io.hydrant.cli;

/// What a command says to the shell.
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int INVALID_CONFIGURATION = 3;
  static final int CANNOT_REACH = 4;

  /// The store failed and could not be opened again: `EX_TEMPFAIL` of sysexits.h, for whoever
  /// starts the process again.
  static final int STORE_LOST = 75;

  private ExitCode() {}
}
