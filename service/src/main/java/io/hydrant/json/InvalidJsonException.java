package io.hydrant.json;

/// A text that is not the JSON Hydrant takes. The message says what is wrong and where, and shows
/// nothing of the text.
public final class InvalidJsonException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidJsonException(String what, long atByte) {
    super(what + " at byte " + atByte);
  }
}
