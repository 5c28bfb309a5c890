package io.hydrant.platform;

import java.time.Duration;
import java.time.Instant;

/// The machine's clock, which a test can have stand still: what is to happen a moment later does
/// not, however long the test takes. Wall time goes on.
public final class StandingClock implements Clock {
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private final Clock real = Clock.system();
  private boolean stands;
  private long stoodAt;
  private long behind;

  @Override
  public synchronized long nanos() {
    return stands ? stoodAt : real.nanos() - behind;
  }

  public synchronized void stand() {
    stoodAt = nanos();
    stands = true;
  }

  /// It goes on from where it stood.
  public synchronized void go() {
    behind = real.nanos() - stoodAt;
    stands = false;
  }

  @Override
  public Instant instant() {
    return real.instant();
  }

  /// Looks now and then whether it goes again.
  @Override
  public void parkUntil(long deadline) {
    long left = deadline - nanos();
    if (left > 0) {
      real.parkUntil(real.nanos() + (left < LOOK_NANOS ? left : LOOK_NANOS));
    }
  }
}
