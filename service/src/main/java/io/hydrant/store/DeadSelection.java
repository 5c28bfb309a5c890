package io.hydrant.store;

import java.util.Locale;

/// Which dead letters of a connection are meant.
///
/// @param connection its number
/// @param since store time in microseconds from which on they were given up
/// @param until store time in microseconds before which they were given up
/// @param error what their cause, their first or their last error contains, in any case; empty: any
public record DeadSelection(int connection, long since, long until, String error) {
  static final int ERROR_CHARS_MAX = 200;

  public DeadSelection {
    if (error.length() > ERROR_CHARS_MAX) {
      throw new IllegalArgumentException("error of " + error.length() + " characters");
    }
    error = error.toLowerCase(Locale.ROOT);
  }

  /// All of a connection.
  public static DeadSelection all(int connection) {
    return new DeadSelection(connection, 0, Long.MAX_VALUE, "");
  }

  /// Those of it that were given up before a time.
  DeadSelection before(long time) {
    return new DeadSelection(connection, since, Math.min(until, time), error);
  }

  /// Whether a dead letter, which lies within the times, is meant.
  boolean means(DeadLetter letter) {
    return error.isEmpty()
        || letter.cause().word().contains(error)
        || letter.lastError().toLowerCase(Locale.ROOT).contains(error)
        || letter.row().tries().firstError().toLowerCase(Locale.ROOT).contains(error);
  }

  byte[] from() {
    return DeadKey.floor(connection, since).bytes();
  }

  byte[] to() {
    return DeadKey.floor(connection, until).bytes();
  }
}
