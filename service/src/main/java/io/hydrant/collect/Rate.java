package io.hydrant.collect;

import io.hydrant.platform.Clock;
import java.util.concurrent.TimeUnit;

/// What one input may send a second: a bucket of one second's batches that refills steadily.
///
/// A bulk request of more batches than that passes when the bucket is full, and those after it wait
/// until it is paid for, so the rate holds on average. Safe for many threads.
final class Rate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /// What asking came to.
  ///
  /// @param allowed whether the batches may pass; if not, nothing was used
  /// @param retryAfterSeconds until they may; 0 when they do
  /// @param percentUsed of the bucket, 0 to 100
  record Use(boolean allowed, long retryAfterSeconds, int percentUsed) {}

  private final Clock clock;
  private final int batchesPerSecond;
  private final long batchNanos;

  /// When what was let through so far is paid for.
  private long paidAtNanos;

  Rate(int batchesPerSecond, Clock clock) {
    this.clock = clock;
    this.batchesPerSecond = batchesPerSecond;
    this.batchNanos = SECOND / batchesPerSecond;
    this.paidAtNanos = clock.nanos();
  }

  int batchesPerSecond() {
    return batchesPerSecond;
  }

  /// Asks for so many batches.
  synchronized Use take(int batches) {
    long now = clock.nanos();
    long owed = Math.max(0, paidAtNanos - now);
    long price = batches * batchNanos;
    long over = owed + Math.min(price, SECOND) - SECOND;
    if (over > 0) {
      return new Use(false, Math.ceilDiv(over, SECOND), percent(owed));
    }
    paidAtNanos = now + owed + price;
    return new Use(true, 0, percent(owed + price));
  }

  private static int percent(long owed) {
    return (int) Math.min(100, Math.round(100.0 * owed / SECOND));
  }
}
