package io.hydrant.settings;

/// A sender's way in: what the hosted product calls a platform input or a feed.
///
/// @param audiences whether it may change audiences, and by which doors
public record Input(
    String name,
    ApiKey apiKey,
    Senders senders,
    Quota quota,
    Limits limits,
    AudienceAccess audiences) {
  public Input {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("input without a name");
    }
  }

  /// By which its clients tell that they are its.
  public String key() {
    return apiKey.key();
  }
}
