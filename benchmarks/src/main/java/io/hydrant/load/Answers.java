package io.hydrant.load;

/// What the clients were answered.
final class Answers {
  private final long accepted;
  private final long[] measuredNanos;

  /// @param accepted batches, from the first on
  /// @param measuredNanos how long each took that was measured, ascending
  Answers(long accepted, long[] measuredNanos) {
    this.accepted = accepted;
    this.measuredNanos = measuredNanos;
  }

  /// How many batches were accepted, the warm-up's included.
  long accepted() {
    return accepted;
  }

  /// How many were measured.
  int measured() {
    return measuredNanos.length;
  }

  /// How long at most a share of the measured ones took.
  ///
  /// @param share from 0 to 1
  double percentileMillis(double share) {
    if (measuredNanos.length == 0) {
      return 0;
    }
    long at = Math.min(measuredNanos.length - 1L, (long) (measuredNanos.length * share));
    return measuredNanos[(int) at] / 1e6;
  }
}
