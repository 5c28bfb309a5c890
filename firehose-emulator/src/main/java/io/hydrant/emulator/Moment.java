package io.hydrant.emulator;

/// When a misfortune strikes a call: whether its records are lost with it or kept all the same.
public enum Moment {
  /// As soon as the headers are there: the body stays unread, so that nobody knows its stream.
  BEFORE_READING,
  BEFORE_STORING,
  AFTER_STORING
}
