package io.hydrant.json;

/// A text that is not the JSON Hydrant takes. The message says what is wrong and where, and shows
/// nothing of the text. It has no stack trace: a client causes it as often as it likes.
public final class InvalidJsonException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidJsonException(String what, int atByte) {
    super(what + " at byte " + atByte, null, false, false);
  }
}
