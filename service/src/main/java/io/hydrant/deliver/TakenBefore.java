package io.hydrant.deliver;

import io.hydrant.store.WaitingKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Messages that Firehose took before the store was opened again, and whose rows may be there
/// still: when they are read once more they are not sent again.
final class TakenBefore {
  private final Set<UUID> ids = new HashSet<>();
  private WaitingKey until;

  TakenBefore(WaitingKey from) {
    this.until = from;
  }

  /// Whether there are none whose rows may be there still.
  boolean isEmpty() {
    return ids.isEmpty();
  }

  void add(List<UUID> taken) {
    ids.addAll(taken);
  }

  void add(UUID taken) {
    ids.add(taken);
  }

  /// Says how far had been read when they were taken.
  void liesBelow(WaitingKey position) {
    if (until.compareTo(position) < 0) {
      until = position;
    }
  }

  /// Whether this message was taken; asked once, when it is read again.
  boolean remove(UUID id) {
    return !ids.isEmpty() && ids.remove(id);
  }

  /// Everything below `read` was read again: whose rows did not turn up are gone.
  void passed(WaitingKey read) {
    if (!ids.isEmpty() && read.compareTo(until) >= 0) {
      ids.clear();
    }
  }
}
