package io.hydrant.deliver;

import io.hydrant.store.Tries;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What was tried with messages that are not in memory any more and whose rows lie unchanged: a
/// stream that takes nothing is probed with the same few again and again, and nothing is written
/// for it. After a crash they begin anew, and are tried for longer.
final class TriedBefore {
  private static final int MESSAGES_MAX = 10_000;

  private final Map<UUID, Tries> tries = new HashMap<>();

  void add(Outgoing message) {
    if (tries.size() < MESSAGES_MAX) {
      tries.put(message.message().id(), message.tries());
    }
  }

  /// Tells a message that was read anew what was tried with it.
  void recall(Outgoing message) {
    Tries before = tries.isEmpty() ? null : tries.remove(message.message().id());
    if (before != null) {
      message.remember(before);
    }
  }
}
