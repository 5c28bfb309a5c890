package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// How much of an input is taken; more is answered 429.
///
/// @param batchesPerSecond null is any
/// @param requestsAtOnce how many may be worked on at once; null is any
public record Quota(@Nullable Integer batchesPerSecond, @Nullable Integer requestsAtOnce) {
  public Quota {
    if (batchesPerSecond != null && batchesPerSecond < 1) {
      throw new IllegalArgumentException("batchesPerSecond: " + batchesPerSecond);
    }
    if (requestsAtOnce != null && requestsAtOnce < 1) {
      throw new IllegalArgumentException("requestsAtOnce: " + requestsAtOnce);
    }
  }
}
