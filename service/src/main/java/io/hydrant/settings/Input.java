package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// A sender's way in: what the hosted product calls a platform input or a feed.
///
/// @param key the user of HTTP Basic
/// @param secret its password
/// @param audiences whether it may change audiences, and by which doors
/// @param batchesPerSecond the rate it may send at; null is any
public record Input(
    String name,
    String key,
    Secret secret,
    @Nullable Integer batchesPerSecond,
    Limits limits,
    AudienceAccess audiences) {
  public Input {
    if (name.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("input without a name or a key: " + name);
    }
    if (batchesPerSecond != null && batchesPerSecond < 1) {
      throw new IllegalArgumentException("batchesPerSecond: " + batchesPerSecond);
    }
  }
}
