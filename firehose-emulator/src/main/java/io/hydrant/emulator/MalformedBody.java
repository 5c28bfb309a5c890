package io.hydrant.emulator;

/// A body that is not the JSON or base64 its operation takes.
final class MalformedBody extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedBody(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
