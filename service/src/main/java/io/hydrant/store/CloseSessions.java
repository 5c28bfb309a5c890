package io.hydrant.store;

import java.util.List;
import java.util.function.Consumer;

/// Closes the sessions of timers whose time has come, those that still hold; the timers are gone
/// then.
///
/// @param timers all that are due up to the last of them, in order, at least one
/// @param then called once on the committer's thread: true when durable, false when the store
///   failed
record CloseSessions(List<SessionTimer> timers, Consumer<Boolean> then) implements Order {
  CloseSessions {
    timers = List.copyOf(timers);
  }
}
