package io.hydrant.deliver;

import io.hydrant.firehose.FirehoseLimits;
import java.time.Duration;

/// How many bytes a second a stream is sent: a token bucket that learns from throttling and needs
/// no table of quotas.
///
/// There is no limit until the stream throttles for the first time; then what it took is the rate.
/// It goes down gently when the stream throttles, and up slowly towards the rate at which it did,
/// faster beyond. After an outage it begins with what was taken before it, and doubles every few
/// seconds, so that a stream that is just back is not run over; that it throttled everything in an
/// outage says nothing of its rate. Calls are so short that several leave in a second. Times are
/// monotonic nanoseconds.
final class Rate {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double UNLIMITED = Double.POSITIVE_INFINITY;
  private static final double DECREASE = 0.95;
  private static final double DECREASE_OF_NONE = 0.8;
  private static final double INCREASE_PER_SECOND = 0.0025;
  private static final double INCREASE_BEYOND_PER_SECOND = 0.03;
  private static final double BEYOND = 1.1;
  private static final double CALLS_PER_SECOND = 8;
  private static final double RATE_MIN = 16 * 1024;
  private static final double CALL_BYTES_MIN = 16 * 1024;
  private static final double AFTER_OUTAGE = 1.4;
  private static final double STEADY_SECONDS = 30;
  private static final double SLOW_START_MAX = 1 << 30;
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long SLOW_START_NANOS = Duration.ofSeconds(10).toNanos();
  private static final double DOUBLING_SECONDS = 5;

  /// A stream that takes nothing for so long is out: its quotas are of a second.
  private static final long OUTAGE_NANOS = Duration.ofSeconds(5).toNanos();

  private double rate = UNLIMITED;
  private double throttledAt = UNLIMITED;
  private double cap = UNLIMITED;
  private boolean isOut;
  private boolean takesNothing;
  private long nothingSince;
  private double rateBefore;
  private double throttledAtBefore;
  private long backSince;
  private double tokens;
  private long countedAt;
  private boolean isLimiting;
  private double steady;
  private double taken;
  private long takenSince;

  Rate(long now) {
    countedAt = now;
    takenSince = now;
  }

  /// Bytes a second that may be sent now; infinite while nothing limits them.
  double bytesPerSecond() {
    return Math.min(rate, cap);
  }

  /// How long the next call may be.
  long callBytesMax() {
    double bytes = Math.max(CALL_BYTES_MIN, bytesPerSecond() / CALLS_PER_SECOND);
    return (long) Math.min(FirehoseLimits.CALL_BYTES_MAX, bytes);
  }

  /// When the next call may leave.
  long readyAt(long now) {
    pass(now);
    if (tokens >= 0) {
      return now;
    }
    isLimiting = true;
    return now + 1 + (long) (-tokens / bytesPerSecond() * NANOS_PER_SECOND);
  }

  /// A call leaves.
  void send(long bytes, long now) {
    pass(now);
    if (bytesPerSecond() != UNLIMITED) {
      tokens -= bytes;
    }
  }

  /// Some or all of a call was taken.
  void took(long bytes, long now) {
    if (isOut) {
      isOut = false;
      backSince = now;
      taken = 0;
      takenSince = now;
      if (takesNothing && now - nothingSince >= OUTAGE_NANOS) {
        rate = rateBefore;
        throttledAt = throttledAtBefore;
      }
    }
    takesNothing = false;
    taken += bytes;
    long elapsed = now - takenSince;
    if (elapsed >= SECOND_NANOS) {
      double seconds = elapsed / NANOS_PER_SECOND;
      double weight = steady == 0 ? 1 : 1 - Math.exp(-seconds / STEADY_SECONDS);
      steady += (taken / seconds - steady) * weight;
      taken = 0;
      takenSince = now;
    }
  }

  /// The stream throttled.
  ///
  /// @param isAll whether it took nothing of the call
  void throttled(boolean isAll, long now) {
    pass(now);
    if (isAll && !takesNothing) {
      takesNothing = true;
      nothingSince = now;
      rateBefore = rate;
      throttledAtBefore = throttledAt;
    }
    double seconds = Math.max(1, (now - takenSince) / NANOS_PER_SECOND);
    double seen = Math.max(steady, taken / seconds);
    if (isOut || (rate == UNLIMITED && seen == 0)) {
      // That says nothing of how much it takes when it takes something.
      return;
    }
    if (rate == UNLIMITED) {
      rate = seen;
      tokens = 0;
    }
    throttledAt = Math.max(RATE_MIN, rate);
    rate = Math.max(RATE_MIN, rate * (isAll ? DECREASE_OF_NONE : DECREASE));
  }

  /// Nothing was taken for a while, and nothing is until [#took].
  void out() {
    if (!isOut) {
      isOut = true;
      cap = steady == 0 ? UNLIMITED : Math.max(RATE_MIN, steady * AFTER_OUTAGE);
      tokens = Math.min(0, tokens);
    }
  }

  private void pass(long now) {
    double seconds = (now - countedAt) / NANOS_PER_SECOND;
    countedAt = now;
    grow(seconds, now);
    double limit = bytesPerSecond();
    tokens = limit == UNLIMITED ? 0 : Math.min(limit / CALLS_PER_SECOND, tokens + limit * seconds);
  }

  private void grow(double seconds, long now) {
    if (isLimiting && rate < cap) {
      // A pause is no reason to believe that the stream takes more.
      double passed = Math.min(1, seconds);
      rate +=
          rate < throttledAt * BEYOND
              ? throttledAt * INCREASE_PER_SECOND * passed
              : rate * INCREASE_BEYOND_PER_SECOND * passed;
    }
    isLimiting = false;
    if (cap != UNLIMITED && !isOut && now - backSince > SLOW_START_NANOS) {
      cap *= Math.pow(2, Math.min(1, seconds) / DOUBLING_SECONDS);
      cap = cap > SLOW_START_MAX ? UNLIMITED : cap;
    }
  }
}
