package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// What tells an input's clients from others.
///
/// @param key the user of HTTP Basic; public where the input is a web page's or an app's
/// @param secret its password; null when nobody may come in by one
public record ApiKey(String key, @Nullable Secret secret) {
  public ApiKey {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an empty key");
    }
  }
}
