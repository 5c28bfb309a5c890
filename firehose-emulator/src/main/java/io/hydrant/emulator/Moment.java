package io.hydrant.emulator;

/// When a misfortune strikes a call: whether its records are lost with it or kept all the same.
public enum Moment {
  BEFORE_STORING,
  AFTER_STORING
}
