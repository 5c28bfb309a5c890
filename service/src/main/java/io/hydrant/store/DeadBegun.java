package io.hydrant.store;

/// Whether a work on dead letters began.
public enum DeadBegun {
  /// It has begun, durably.
  BEGUN,
  /// The same is at work already: nothing changed.
  AT_WORK,
  /// Something else is being done with dead letters of the connection.
  BUSY,
  /// The store failed: nobody knows.
  FAILED
}
