package io.hydrant.settings;

/// How events of a connection wait for each other.
public sealed interface Batching {

  /// A duration as a person writes it: `10m`.
  static String written(long millis) {
    return Span.written(millis);
  }

  /// Every event by itself, as received (`sendAsBatch: false`).
  record SingleEvents() implements Batching {}

  /// By device in windows (`sendAsBatch: true`).
  ///
  /// @param intervalMillis 1,000 to 3,600,000
  record Windows(long intervalMillis) implements Batching {
    public Windows {
      if (intervalMillis < 1_000 || intervalMillis > 3_600_000) {
        throw new IllegalArgumentException("intervalMillis: " + intervalMillis);
      }
    }
  }

  /// By whole session (`waitForCompleteBatch: true`).
  ///
  /// @param timeoutMillis a session closes this long after the last of it came; 1,000 to 86,400,000
  record Sessions(long timeoutMillis) implements Batching {
    public Sessions {
      if (timeoutMillis < 1_000 || timeoutMillis > 86_400_000) {
        throw new IllegalArgumentException("timeoutMillis: " + timeoutMillis);
      }
    }
  }
}
