package io.hydrant.deliver;

import io.hydrant.platform.Chance;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How long a stream is left alone after a failure: full jitter over a bound that doubles up to a
/// minute and is forgotten when records are taken again. A connection has one, so that a dead
/// stream costs one probe a turn however much waits for it.
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(60);
  static final Duration LONGEST_PARTIAL = Duration.ofSeconds(3);
  static final Duration LONGEST_ON_DISK = Duration.ofMinutes(5);
  private static final List<Duration> PROBES =
      Stream.of(5, 15, 45, 60).map(Duration::ofSeconds).toList();
  static final Duration LONGEST_BROKEN = Duration.ofHours(1);
  private static final int DOUBLINGS_MAX = 16;
  private static final int ATTEMPTS_PER_DOUBLING = 4;

  private final Chance chance;
  private int failures;
  private int partials;

  Backoff(Chance chance) {
    this.chance = chance;
  }

  /// A whole call was taken.
  void success() {
    failures = 0;
    partials = 0;
  }

  /// Calls in a row of which nothing was taken.
  int failures() {
    return failures;
  }

  /// Whether the last call that was not taken whole was the first since one that was.
  boolean isFirst() {
    return failures + partials == 1;
  }

  /// Counts a call of which nothing was taken, and says how long to wait.
  Duration failure() {
    return jittered(doubled(FIRST, failures++, LONGEST));
  }

  /// Counts a call of which only a part was taken, and says how long to wait: the stream works, but
  /// not as fast.
  Duration partial() {
    failures = 0;
    return jittered(doubled(FIRST, partials++, LONGEST_PARTIAL));
  }

  /// How long to wait for the next probe of a blocked stream: seconds at first, for some causes
  /// pass by themselves, then a minute, give or take a quarter.
  ///
  /// @param probes how many were sent in vain
  Duration probe(int probes) {
    Duration about = PROBES.get(Math.min(probes, PROBES.size() - 1));
    return about.multipliedBy(3).dividedBy(4).plus(jittered(about.dividedBy(2)));
  }

  /// How long a record waits on disk that has failed `attempts` times while others were taken.
  static Duration onDisk(int attempts) {
    return doubled(Duration.ofSeconds(1), attempts / ATTEMPTS_PER_DOUBLING, LONGEST_ON_DISK);
  }

  /// How long rows wait on disk that our own code failed to encode `attempts` times before.
  static Duration broken(int attempts) {
    return doubled(Duration.ofMinutes(1), attempts, LONGEST_BROKEN);
  }

  private Duration jittered(Duration bound) {
    return Duration.ofMillis(1 + chance.below(bound.toMillis()));
  }

  private static Duration doubled(Duration first, int times, Duration longest) {
    long millis = first.toMillis() << Math.min(times, DOUBLINGS_MAX);
    return Duration.ofMillis(Math.min(millis, longest.toMillis()));
  }
}
