package io.hydrant.deliver;

import io.hydrant.model.Hash;
import io.hydrant.store.Row;
import io.hydrant.store.WaitingKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whose turn it is among messages that keep their order: those of one group, which is one user,
/// leave one after the other in key order, so no two of them are ever in one call or record. Users
/// do not wait for each other.
///
/// The next leaves when the row of the one before is gone from disk, having been taken or given up,
/// and not when that is merely known: a crash then brings back at most the one that was sent last,
/// and no stream ever sees an older message again behind a newer one.
///
/// Under overload a user has a few messages in memory, and only one while the stream fails: rows
/// behind those are passed over, so that others are read, and are read again by [SecondReading]
/// when the line has come to its end. They hold the head back. When the stream takes nothing, or
/// the store was opened again, all is forgotten, and read again in the same order.
final class Turns {
  private static final int LINE_MAX = 50;

  /// The one whose turn it is, and those behind it.
  private static final class Line {
    private final Deque<Outgoing> messages = new ArrayDeque<>(1);

    /// From this row on, all of the group lie on disk alone, up to where others are read; null when
    /// none was passed over.
    private @Nullable WaitingKey passed;
  }

  private final Map<Hash, Line> lines = new HashMap<>();
  private final NavigableSet<WaitingKey> passed = new TreeSet<>();
  private final Set<Hash> ended = new HashSet<>();
  private int lineMax = LINE_MAX;

  /// Says whether one call is all that will be sent: then one message of each is enough.
  void probe(boolean isProbing) {
    lineMax = isProbing ? 1 : LINE_MAX;
  }

  /// Whether a row that was read stays on disk alone for now: its line is long, or some before it
  /// stayed.
  boolean passesOver(Row row) {
    Line line = row.kind() == Row.Kind.AUDIENCE ? lines.get(row.key().group()) : null;
    if (line == null || (line.passed == null && !isFull(line))) {
      return false;
    }
    if (line.passed == null) {
      pass(line, row.key());
    }
    return true;
  }

  private boolean isFull(Line line) {
    return line.messages.size() >= lineMax;
  }

  private void pass(Line line, @Nullable WaitingKey from) {
    if (line.passed != null) {
      passed.remove(line.passed);
    }
    line.passed = from;
    if (from != null) {
      passed.add(from);
    }
  }

  /// The lowest row that was passed over; null when there is none.
  @Nullable WaitingKey lowestPassed() {
    return passed.isEmpty() ? null : passed.first();
  }

  /// Takes a message in behind those of its group.
  ///
  /// @return whether it is its turn
  boolean isNext(Outgoing message) {
    Deque<Outgoing> line =
        lines.computeIfAbsent(message.parcel().first().group(), group -> new Line()).messages;
    line.addLast(message);
    ended.remove(message.parcel().first().group());
    return line.size() == 1;
  }

  /// Passes the turn of groups on: the rows of those who had it are gone.
  ///
  /// @param next takes those who have it now
  void over(List<Hash> groups, Consumer<Outgoing> next) {
    for (Hash group : groups) {
      Line line = lines.get(group);
      if (line == null || !line.messages.removeFirst().parcel().isSettled()) {
        throw new IllegalStateException("a turn is over that nobody had");
      }
      if (!line.messages.isEmpty()) {
        next.accept(line.messages.getFirst());
      } else if (line.passed == null) {
        lines.remove(group);
      } else {
        ended.add(group);
      }
    }
  }

  // ---- reading again

  /// Whether a line has come to its end of which rows were passed over.
  boolean hasEnded() {
    return !ended.isEmpty();
  }

  /// Hands out the groups of such lines.
  Set<Hash> takeEnded() {
    Set<Hash> groups = Set.copyOf(ended);
    ended.clear();
    return groups;
  }

  /// The first row of a group that was passed over.
  WaitingKey passed(Hash group) {
    WaitingKey from = line(group).passed;
    if (from == null) {
      throw new IllegalStateException("no row of the group was passed over");
    }
    return from;
  }

  private Line line(Hash group) {
    Line line = lines.get(group);
    if (line == null) {
      throw new IllegalStateException("there is no such line");
    }
    return line;
  }

  boolean isFull(Hash group) {
    return isFull(line(group));
  }

  /// All of the group below `from` are in memory or gone.
  void readAgain(Hash group, WaitingKey from) {
    pass(line(group), from);
  }

  /// Nothing of the group is passed over any more.
  void caughtUp(Hash group) {
    Line line = line(group);
    pass(line, null);
    ended.remove(group);
    if (line.messages.isEmpty()) {
      lines.remove(group);
    }
  }

  void clear() {
    lines.clear();
    passed.clear();
    ended.clear();
  }
}
