package io.hydrant.http;

/// Decides whether anything is made of a request, once its body is in: whoever is turned back then
/// has cost little, and its connection is good for the next request.
public interface Gate {

  /// What asking came to.
  sealed interface Pass {}

  /// It came in.
  non-sealed interface Stay extends Pass {
    /// It was answered. Called once, on its event loop.
    void answered(int status);
  }

  /// It is answered this in place.
  record TurnedBack(Reply reply) implements Pass {}

  /// Asks for one request.
  ///
  /// @param sinceNanos it may lie unread since then, by the monotonic clock
  Pass enter(long sinceNanos);
}
