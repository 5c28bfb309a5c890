package io.hydrant.store;

import io.hydrant.platform.Clock;
import java.time.Instant;

/// The store's own time in microseconds, which dues, ages and timers run on.
///
/// It runs on monotonic time and is nudged by at most 1 % towards a wall clock that is ahead, so
/// that a clock set a year forward expires nothing, and one set back delays nothing. A start takes
/// the later of the stored time and the wall clock. The committer's alone.
final class StoreTime {
  private static final int NUDGE_DIVISOR = 100;

  private final Clock clock;
  private long time;
  private long nanosAtTime;

  /// Begins at the wall clock.
  StoreTime(Clock clock) {
    this.clock = clock;
    this.time = wall();
    this.nanosAtTime = clock.nanos();
  }

  /// Goes on from what a store holds, if that is later. A store that is opened again within the
  /// process changes nothing: only a start believes the wall clock.
  void join(long stored) {
    time = Math.max(now(), stored);
  }

  /// Moves to the present and returns it; never less than before.
  long now() {
    long elapsed = (clock.nanos() - nanosAtTime) / 1000;
    if (elapsed > 0) {
      nanosAtTime += elapsed * 1000;
      time += elapsed;
      long behind = wall() - time;
      if (behind > 0) {
        time += Math.min(behind, elapsed / NUDGE_DIVISOR);
      }
    }
    return time;
  }

  /// The present, but at least `least`: two writes never share a time.
  long atLeast(long least) {
    time = Math.max(now(), least);
    return time;
  }

  /// The monotonic nanoseconds at which this time comes to `due`.
  long nanosAt(long due) {
    long left = due - now();
    return left <= 0 ? clock.nanos() : nanosAtTime + left * 1000;
  }

  private long wall() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }
}
