package io.hydrant.select;

import io.hydrant.model.Bytes;

/// What the events of a batch say, one after the other, about sessions.
public sealed interface SessionStep {

  /// The clear key of the session; empty outside of any.
  Bytes session();

  /// An event of the session that is sent.
  record Sent(Bytes session) implements SessionStep {}

  /// The session began, whether or not that is sent.
  record Started(Bytes session) implements SessionStep {}

  /// The session ended, whether or not that is sent.
  record Ended(Bytes session) implements SessionStep {}
}
