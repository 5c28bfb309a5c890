package io.hydrant.encode;

import io.hydrant.model.Bytes;
import io.hydrant.model.Origin;
import org.jspecify.annotations.Nullable;

/// A request of a client SDK to take one user for another, for a time of the past.
///
/// @param requestId a JSON string as it came; null when it brings none
/// @param data the JSON object as it came
public record Alias(Origin origin, boolean isDevelopment, @Nullable Bytes requestId, Bytes data) {
  /// Where it came from, never whom it is about.
  @Override
  public String toString() {
    return "alias of input " + origin.input();
  }
}
