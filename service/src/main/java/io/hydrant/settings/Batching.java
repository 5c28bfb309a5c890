package io.hydrant.settings;

/// How events of a connection wait for each other.
public sealed interface Batching {

  /// Every event by itself, as received (`sendAsBatch: false`).
  record SingleEvents() implements Batching {}

  /// By device in windows (`sendAsBatch: true`).
  ///
  /// @param intervalMillis 1,000 to 3,600,000
  record Windows(long intervalMillis) implements Batching {}

  /// By whole session (`waitForCompleteBatch: true`).
  ///
  /// @param timeoutMillis a session closes this long after the last of it came
  record Sessions(long timeoutMillis) implements Batching {}
}
