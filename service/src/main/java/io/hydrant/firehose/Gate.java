package io.hydrant.firehose;

import java.util.concurrent.atomic.AtomicReference;

/// What the end of one call's body passes through on its way out, once.
///
/// The service can take nothing of a request whose end it never saw: the signature covers all of
/// it. So a call whose last byte has not passed has surely not been taken, whatever else is
/// unknown, and [#shut()] makes sure that it stays so. Safe for many threads.
final class Gate {
  private enum State {
    HELD,
    LEAVING,
    GONE,
    SHUT
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

  /// Begins to let the body out.
  ///
  /// @return false when that was begun before, or the gate is shut
  boolean open() {
    return state.compareAndSet(State.HELD, State.LEAVING);
  }

  /// Whether more of the body may pass.
  boolean isOpen() {
    return state.get() == State.LEAVING;
  }

  /// Lets the last of the body pass.
  ///
  /// @return false when it may not
  boolean passLast() {
    return state.compareAndSet(State.LEAVING, State.GONE);
  }

  /// Holds back what has not passed.
  ///
  /// @return whether the end of the body is held back
  boolean shut() {
    return state.updateAndGet(now -> now == State.GONE ? now : State.SHUT) == State.SHUT;
  }
}
