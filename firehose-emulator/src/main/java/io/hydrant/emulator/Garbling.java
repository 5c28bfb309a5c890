package io.hydrant.emulator;

/// How the body of a 200 goes wrong; the records are stored.
public enum Garbling {
  /// `RequestResponses` lacks its last entry.
  FEWER_ANSWERS,
  /// `RequestResponses` has its last entry twice.
  MORE_ANSWERS,
  /// `RequestResponses` is missing.
  NO_ANSWERS,
  /// `RequestResponses` is null.
  NULL_ANSWERS,
  /// `FailedPutCount` is one too many.
  WRONG_COUNT,
  /// The body is `{}`.
  EMPTY_OBJECT,
  /// There is no body.
  EMPTY_BODY,
  /// The body is the first half of the right one, with the right Content-Length for it.
  CUT_SHORT,
  /// The connection ends after the first half of the body: less than Content-Length says.
  CUT_OFF,
  /// Nothing is wrong, and beside what is known stand members that no client knows.
  UNKNOWN_MEMBERS
}
