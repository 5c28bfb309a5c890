package io.hydrant.deliver;

import io.hydrant.firehose.Described;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/// When a connection has its stream described, to see whether it is the one that took its records:
/// at its start and after trouble before anything is sent, else about once an hour beside the
/// calls.
///
/// An answer is waited for some seconds at most: who may not ask, or gets none, sends all the same.
final class Look {
  private static final Duration EVERY = Duration.ofHours(1);
  private static final long DOUBTED_AGAIN_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Clock clock;
  private final Chance chance;
  private boolean isAsked;
  private boolean isDoubtful;
  private long askedAt;
  private long nextAt;

  Look(Clock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
    aimed();
  }

  /// Another target, or the same after all.
  void aimed() {
    isAsked = false;
    isDoubtful = true;
    nextAt = clock.nanos();
    askedAt = nextAt - DOUBTED_AGAIN_NANOS;
  }

  /// The stream may have been made anew since the last look.
  void doubt() {
    isDoubtful = true;
    nextAt = Math.min(nextAt, askedAt + DOUBTED_AGAIN_NANOS);
  }

  /// Asks if it is time to.
  ///
  /// @return when to be called next
  long ask(Target to, Consumer<Described> then) {
    long now = clock.nanos();
    if (isWaiting()) {
      return askedAt + PATIENCE_NANOS;
    }
    // Who never answers is asked again, too.
    long again = isAsked ? askedAt + EVERY.toNanos() : nextAt;
    if (now < again) {
      return again;
    }
    isAsked = true;
    askedAt = now;
    to.firehose().describe(to.deliveryStreamName(), then);
    return now + PATIENCE_NANOS;
  }

  /// Whether the answer is worth waiting for, and not waited for too long.
  boolean isWaiting() {
    return isAsked && isDoubtful && clock.nanos() < askedAt + PATIENCE_NANOS;
  }

  /// There was an answer.
  void answered() {
    isAsked = false;
    isDoubtful = false;
    long half = EVERY.toMillis() / 2;
    nextAt = clock.nanos() + Duration.ofMillis(half + chance.below(2 * half)).toNanos();
  }
}
