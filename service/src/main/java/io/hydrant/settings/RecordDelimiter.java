package io.hydrant.settings;

/// What ends a document (`recordDelimiter`).
public enum RecordDelimiter {
  NEWLINE,
  NONE
}
