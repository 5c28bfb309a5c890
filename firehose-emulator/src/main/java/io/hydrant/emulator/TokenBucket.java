package io.hydrant.emulator;

import java.time.Instant;
import java.time.InstantSource;

/// A rate with a burst of one second. What asks for more than a second's worth passes when the
/// bucket is full and leaves a debt. A clock that goes back refills nothing. Safe for threads.
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final InstantSource clock;
  private double perSecond;
  private double tokens;
  private Instant filled;

  TokenBucket(long perSecond, InstantSource clock) {
    this.clock = clock;
    this.perSecond = (double) perSecond;
    this.tokens = (double) perSecond;
    this.filled = clock.instant();
  }

  /// Takes the amount, or nothing.
  synchronized boolean take(long count) {
    double amount = (double) count;
    refill();
    if (tokens < Math.min(amount, perSecond)) {
      return false;
    }
    tokens -= amount;
    return true;
  }

  /// Gives back what was taken and not used.
  synchronized void giveBack(long amount) {
    tokens = Math.min(perSecond, tokens + (double) amount);
  }

  /// Changes the rate; what is there stays there, up to the new burst.
  synchronized void setRate(long newPerSecond) {
    refill();
    perSecond = (double) newPerSecond;
    tokens = Math.min(perSecond, tokens);
  }

  private void refill() {
    Instant now = clock.instant();
    if (now.isAfter(filled)) {
      double seconds =
          (double) (now.getEpochSecond() - filled.getEpochSecond())
              + (now.getNano() - filled.getNano()) / NANOS_PER_SECOND;
      tokens = Math.min(perSecond, tokens + seconds * perSecond);
    }
    filled = now;
  }
}
