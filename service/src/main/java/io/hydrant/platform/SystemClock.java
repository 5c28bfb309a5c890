package io.hydrant.platform;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// The machine's clocks.
enum SystemClock implements Clock {
  INSTANCE;

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void parkUntil(long deadline) {
    long left = deadline - nanos();
    if (left > 0) {
      LockSupport.parkNanos(left);
    }
  }
}
