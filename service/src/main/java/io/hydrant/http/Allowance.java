package io.hydrant.http;

import java.util.concurrent.atomic.AtomicLong;

/// A number of things that may be held at once by everybody together. Safe for many threads.
final class Allowance {
  private final long max;
  private final AtomicLong held = new AtomicLong();

  Allowance(long max) {
    this.max = max;
  }

  /// Takes `count` more; false, and nothing taken, when that would be too many.
  boolean take(long count) {
    if (held.addAndGet(count) <= max) {
      return true;
    }
    held.addAndGet(-count);
    return false;
  }

  void giveBack(long count) {
    held.addAndGet(-count);
  }

  long held() {
    return held.get();
  }
}
