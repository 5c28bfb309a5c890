package io.hydrant.emulator;

import java.nio.charset.StandardCharsets;

/// What a sender gets to see.
sealed interface Reply {
  String JSON = "application/x-amz-json-1.1";

  /// An answer.
  ///
  /// @param contentType empty for none
  /// @param manner how it is written
  record Answered(int status, String contentType, Bytes body, Manner manner) implements Reply {
    /// The same in a further manner.
    Answered in(Manner further) {
      return new Answered(status, contentType, body, manner.and(further));
    }

    @Override
    public String toString() {
      return "Answered[" + status + ", " + body.length() + " bytes]";
    }
  }

  /// The connection is reset without an answer.
  record Cut() implements Reply {}

  /// Nothing, for as long as the sender waits.
  record Silence() implements Reply {}

  static Answered json(int status, byte[] body) {
    return new Answered(status, JSON, new Bytes(body), Manner.USUAL);
  }

  static Answered json(int status, String body) {
    return json(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
