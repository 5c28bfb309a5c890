package io.hydrant.settings;

/// What a connection does with what it accepts.
public enum Duty {
  /// It sends it.
  SEND,
  /// It is disabled: it keeps it until it is enabled again.
  HOLD,
  /// It is disabled: it throws away what comes in meanwhile, and keeps what came before.
  DISCARD
}
