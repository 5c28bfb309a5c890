package io.hydrant.cli;

import io.hydrant.platform.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.TypeConversionException;

/// Times on the command line: `2026-01-31T12:00:00Z`, or how long ago, `2h`.
final class Times {
  private Times() {}

  /// @throws CommandFailure when it is no time
  static Instant of(String text, Clock clock) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : Instant.ofEpochMilli(clock.millis()).minus(new Spans().convert(text));
    } catch (DateTimeException | TypeConversionException _) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE,
          "expected a time like 2026-01-31T12:00:00Z, or how long ago, like 2h, got " + text);
    }
  }
}
