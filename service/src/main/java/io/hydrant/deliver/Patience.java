package io.hydrant.deliver;

import io.hydrant.store.Tries;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How long a connection goes on trying a record, by a clock of the connection's own: it runs only
/// while the connection could send. A time in which it was blocked, paused, disabled or the service
/// was down is nothing that a record could have been sent in, and is not held against it.
///
/// The clock is written with what the loop settles, and about every minute while nothing is taken:
/// after a crash it goes on from there, so that a record is tried for longer, never shorter.
final class Patience {
  private static final long WRITTEN_AGAIN_MICROS = TimeUnit.MINUTES.toMicros(1);

  private long triedNanos;
  private long lookedAt;
  private boolean isRunning;
  private long writtenMicros;
  private long retryMicros = Long.MAX_VALUE;

  /// @param triedMicros what was written of the clock
  Patience(long triedMicros, long now) {
    this.triedNanos = TimeUnit.MICROSECONDS.toNanos(triedMicros);
    this.writtenMicros = triedMicros;
    this.lookedAt = now;
  }

  /// How long a record is tried from now on; null is for ever.
  void retryFor(@Nullable Duration retryFor) {
    retryMicros =
        retryFor == null ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toMicros(retryFor.toMillis());
  }

  /// Lets time pass.
  ///
  /// @param canSend whether the connection can send from now on
  void pass(long now, boolean canSend) {
    if (isRunning) {
      triedNanos += now - lookedAt;
    }
    lookedAt = now;
    isRunning = canSend;
  }

  /// The clock, in microseconds, to be written.
  long tried() {
    return TimeUnit.NANOSECONDS.toMicros(triedNanos);
  }

  /// Whether it is to be written although nothing is settled.
  boolean isToBeWritten() {
    return tried() - writtenMicros >= WRITTEN_AGAIN_MICROS;
  }

  void written() {
    writtenMicros = tried();
  }

  /// Whether what was tried for so long is given up.
  boolean isOver(Tries tries) {
    return tries.attempts() > 0 && tried() - tries.since() >= retryMicros;
  }
}
