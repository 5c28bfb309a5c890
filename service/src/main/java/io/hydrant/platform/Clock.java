package io.hydrant.platform;

import java.time.Instant;
import java.time.InstantSource;

/// The only source of time. Wall time is an [Instant] and goes into messages; monotonic time is a
/// `long` of nanoseconds with no meaning of its own and is what dues, timers and timeouts run on.
public interface Clock extends InstantSource {

  /// Monotonic nanoseconds: they never go back, whatever happens to the wall clock.
  long nanos();

  /// Parks the calling thread until [#nanos()] reaches `deadline`, it is unparked, or for no
  /// reason.
  void parkUntil(long deadline);

  /// The clock of the machine.
  static Clock system() {
    return SystemClock.INSTANCE;
  }

  /// Wall time in Unix milliseconds.
  @Override
  default long millis() {
    return instant().toEpochMilli();
  }

  @Override
  Instant instant();
}
