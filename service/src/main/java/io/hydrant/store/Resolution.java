package io.hydrant.store;

import java.time.Duration;

/// How far apart the moments of a history lie, and how long they are kept.
public enum Resolution {
  MINUTE(1, Duration.ofMinutes(1), Duration.ofDays(2)),
  HOUR(2, Duration.ofHours(1), Duration.ofDays(60)),
  DAY(3, Duration.ofDays(1), Duration.ofDays(1_100));

  private final int onDisk;
  private final Duration step;
  private final Duration kept;

  Resolution(int onDisk, Duration step, Duration kept) {
    this.onDisk = onDisk;
    this.step = step;
    this.kept = kept;
  }

  int onDisk() {
    return onDisk;
  }

  public Duration step() {
    return step;
  }

  public Duration kept() {
    return kept;
  }

  /// The number of the step that a time lies in.
  long number(long millis) {
    return Math.floorDiv(millis, step.toMillis());
  }
}
