package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// A sender's way in: what the hosted product calls a platform input or a feed.
///
/// @param batchesPerSecond the rate it may send at; null is any
/// @param audiences whether it may change audiences, and by which doors
public record Input(
    String name,
    ApiKey apiKey,
    Senders senders,
    @Nullable Integer batchesPerSecond,
    Limits limits,
    AudienceAccess audiences) {
  public Input {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("input without a name");
    }
    if (batchesPerSecond != null && batchesPerSecond < 1) {
      throw new IllegalArgumentException("batchesPerSecond: " + batchesPerSecond);
    }
  }

  /// By which its clients tell that they are its.
  public String key() {
    return apiKey.key();
  }
}
