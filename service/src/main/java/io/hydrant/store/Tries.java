package io.hydrant.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What was tried with a row so far.
///
/// @param attempts how often it was sent in vain
/// @param passed how often of these others of the same call were taken
/// @param thrown how often our own code failed to encode it
/// @param firstAgain store time in microseconds at which it was first to be sent again; 0: never
///   yet
/// @param since the same moment by the connection's own clock, see [Opening#tried()]
/// @param firstError what came of it first: a code and few words, never content; empty: nothing yet
public record Tries(
    int attempts, int passed, int thrown, long firstAgain, long since, String firstError) {
  /// Nothing was tried yet.
  public static final Tries NONE = new Tries(0, 0, 0, 0, 0, "");

  private static final int FIXED_BYTES = 4 + 4 + 4 + 8 + 8;
  static final int ERROR_CHARS_MAX = 60;

  public Tries {
    firstError = cut(firstError);
  }

  /// Short enough for every row.
  static String cut(String error) {
    return error.length() <= ERROR_CHARS_MAX ? error : error.substring(0, ERROR_CHARS_MAX);
  }

  /// Once more in vain.
  ///
  /// @param othersPass whether others of the same call were taken
  /// @param now store time in microseconds
  /// @param tried by the connection's own clock
  public Tries again(boolean othersPass, long now, long tried, String error) {
    boolean isFirst = firstAgain == 0;
    return new Tries(
        attempts + 1,
        passed + (othersPass ? 1 : 0),
        thrown,
        isFirst ? now : firstAgain,
        isFirst ? tried : since,
        firstError.isEmpty() ? error : firstError);
  }

  /// Our own code failed once more.
  public Tries threw(String error) {
    String first = firstError.isEmpty() ? error : firstError;
    return new Tries(attempts, passed, thrown + 1, firstAgain, since, first);
  }

  /// Of rows that wait together from now on: the longest that any of them was tried.
  public Tries and(Tries other) {
    Tries first =
        other.firstAgain != 0 && (firstAgain == 0 || other.firstAgain < firstAgain) ? other : this;
    String error = firstError.isEmpty() ? other.firstError : firstError;
    return new Tries(
        Math.max(attempts, other.attempts),
        Math.max(passed, other.passed),
        Math.max(thrown, other.thrown),
        first.firstAgain,
        first.since,
        first.firstError.isEmpty() ? error : first.firstError);
  }

  /// Its stored form; empty when nothing was tried.
  byte[] bytes() {
    if (equals(NONE)) {
      return new byte[0];
    }
    byte[] error = firstError.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + error.length)
        .putInt(attempts)
        .putInt(passed)
        .putInt(thrown)
        .putLong(firstAgain)
        .putLong(since)
        .put(error)
        .array();
  }

  static Tries of(ByteBuffer in, int length) {
    if (length == 0) {
      return NONE;
    }
    int attempts = in.getInt();
    int passed = in.getInt();
    int thrown = in.getInt();
    long firstAgain = in.getLong();
    long since = in.getLong();
    byte[] error = new byte[length - FIXED_BYTES];
    in.get(error);
    return new Tries(
        attempts, passed, thrown, firstAgain, since, new String(error, StandardCharsets.UTF_8));
  }
}
