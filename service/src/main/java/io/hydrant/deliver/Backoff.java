package io.hydrant.deliver;

import io.hydrant.platform.Chance;
import java.time.Duration;

/// How long a stream is left alone after a failure: full jitter over a bound that doubles up to a minute
/// and is forgotten with the first success. A connection has one, so that a dead stream costs one probe
/// a turn however much waits for it.
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int DOUBLINGS_MAX = 10;

  private final Chance chance;
  private int failures;

  Backoff(Chance chance) {
    this.chance = chance;
  }

  void success() {
    failures = 0;
  }

  boolean isFailing() {
    return failures > 0;
  }

  /// Counts a failure and says how long to wait.
  Duration failure() {
    long bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, DOUBLINGS_MAX));
    failures++;
    return Duration.ofMillis(1 + chance.below(bound));
  }

  /// How long to wait after a call of which only a part was taken: the stream works, but not faster.
  Duration partial() {
    failures = 0;
    return Duration.ofMillis(1 + chance.below(FIRST.toMillis()));
  }

  /// How long a record waits on disk that has failed `attempts` times while others were taken.
  static Duration onDisk(int attempts) {
    long millis = Duration.ofSeconds(1).toMillis() << Math.min(attempts, DOUBLINGS_MAX);
    return Duration.ofMillis(Math.min(millis, Duration.ofMinutes(5).toMillis()));
  }
}
