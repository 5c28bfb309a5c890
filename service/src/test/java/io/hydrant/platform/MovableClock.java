package io.hydrant.platform;

import java.time.Duration;
import java.time.Instant;

/// The machine's clock, with wall time that a test moves on. Monotonic time is the machine's.
public final class MovableClock implements Clock {
  private volatile Duration ahead = Duration.ZERO;

  /// Moves wall time on.
  public void advance(Duration span) {
    ahead = ahead.plus(span);
  }

  @Override
  public long nanos() {
    return Clock.system().nanos();
  }

  @Override
  public void parkUntil(long deadline) {
    Clock.system().parkUntil(deadline);
  }

  @Override
  public Instant instant() {
    return Clock.system().instant().plus(ahead);
  }
}
