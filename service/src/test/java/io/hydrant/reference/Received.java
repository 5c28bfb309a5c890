package io.hydrant.reference;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A valid batch and how it came.
///
/// @param at when it was received, Unix milliseconds
/// @param historical whether it came through the historical endpoint
record Received(Map<String, @Nullable Object> batch, long at, boolean historical) {

  /// The same, under the documented names.
  Received documented() {
    return new Received(ClientNames.documented(batch), at, historical);
  }

  /// Its environment, `production` when absent.
  String environment() {
    return (String) Objects.requireNonNullElse(batch.get("environment"), "production");
  }
}
