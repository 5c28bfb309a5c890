package io.hydrant.settings;

/// What becomes of what comes in for a connection that holds as much as it may.
public enum WhenFull {
  /// Requests of the inputs that feed it are answered 503.
  REFUSE,
  /// It is thrown away, and counted.
  DISCARD
}
