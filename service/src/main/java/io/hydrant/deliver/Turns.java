package io.hydrant.deliver;

import io.hydrant.model.Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Whose turn it is among messages that keep their order: those of one group, which is one user,
/// leave one after the other in key order, so no two of them are ever in one call or record. Users
/// do not wait for each other.
///
/// The next leaves when the row of the one before is gone from disk, having been taken or given up,
/// and not when that is merely known: a crash then brings back at most the one that was sent last,
/// and no stream ever sees an older message again behind a newer one.
///
/// Under overload a user with more messages than [Room] allows fills it: reading stops, and others
/// that lie behind are read one by one as that user's leave. When the stream takes nothing, or the
/// store was opened again, all is forgotten, and read again in the same order.
final class Turns {
  /// The one whose turn it is, and those behind it.
  private final Map<Hash, Deque<Outgoing>> lines = new HashMap<>();

  /// Takes a message in behind those of its group.
  ///
  /// @return whether it is its turn
  boolean isNext(Outgoing message) {
    Deque<Outgoing> line =
        lines.computeIfAbsent(message.parcel().first().group(), group -> new ArrayDeque<>(1));
    line.addLast(message);
    return line.size() == 1;
  }

  /// Passes the turn of groups on: the rows of those who had it are gone.
  ///
  /// @param next takes those who have it now
  void over(List<Hash> groups, Consumer<Outgoing> next) {
    for (Hash group : groups) {
      Deque<Outgoing> line = lines.get(group);
      if (line == null || !line.removeFirst().parcel().isSettled()) {
        throw new IllegalStateException("a turn is over that nobody had");
      }
      if (line.isEmpty()) {
        lines.remove(group);
      } else {
        next.accept(line.getFirst());
      }
    }
  }

  void clear() {
    lines.clear();
  }
}
