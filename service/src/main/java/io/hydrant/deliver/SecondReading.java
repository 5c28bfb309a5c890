package io.hydrant.deliver;

import io.hydrant.model.Hash;
import io.hydrant.store.Page;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import io.hydrant.store.WaitingKey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads rows again that [Turns] passed over, once their groups have no other in memory: one way
/// through what was read, for all such groups together, which ends when each has enough. Rows of
/// others are left alone, so none is taken twice.
///
/// While there is no room it waits with what it found, a page at most.
final class SecondReading {
  private static final int PAGE_ROWS = 1_000;
  private static final long PAGE_BYTES = 2L << 20;

  private final Store store;
  private final Turns turns;
  private final Set<Hash> sought = new HashSet<>();
  private final Deque<Row> rows = new ArrayDeque<>();
  private WaitingKey position;

  SecondReading(Store store, Turns turns, WaitingKey from) {
    this.store = store;
    this.turns = turns;
    this.position = from;
  }

  /// Forgets what it was about.
  void restart() {
    sought.clear();
    rows.clear();
  }

  /// Whether anything is to be read again.
  boolean hasMore() {
    return !sought.isEmpty() || turns.hasEnded();
  }

  /// Whether a page could be read now.
  boolean canRead() {
    return hasMore() && rows.isEmpty();
  }

  /// Reads on.
  ///
  /// @param end the key below which rows were taken or passed over
  /// @throws IOException when reading failed; it is to be tried again
  void readPage(WaitingKey end) throws IOException {
    if (sought.isEmpty()) {
      sought.addAll(turns.takeEnded());
      position = Collections.min(sought.stream().map(turns::passed).toList());
    }
    Page page = store.read(position, PAGE_ROWS, PAGE_BYTES);
    for (Row row : page.rows()) {
      if (row.key().compareTo(end) < 0 && isSought(row)) {
        rows.add(row);
      }
    }
    boolean isLast = page.complete() || page.rows().getLast().key().compareTo(end) >= 0;
    position = isLast ? end : page.rows().getLast().key().next();
  }

  private boolean isSought(Row row) {
    Hash group = row.key().group();
    return row.kind() == Row.Kind.AUDIENCE
        && sought.contains(group)
        && row.key().compareTo(turns.passed(group)) >= 0;
  }

  /// Takes out the next row; null when there is none or no room.
  ///
  /// @param end as for [#readPage]
  @Nullable Row next(WaitingKey end, Predicate<Row> hasRoom) {
    while (!rows.isEmpty()) {
      Row row = rows.getFirst();
      Hash group = row.key().group();
      if (sought.contains(group) && turns.isFull(group)) {
        sought.remove(group);
      }
      boolean isWanted = sought.contains(group);
      if (isWanted && !hasRoom.test(row)) {
        return null;
      }
      rows.removeFirst();
      if (isWanted) {
        turns.readAgain(group, row.key().next());
        return row;
      }
    }
    if (position.compareTo(end) >= 0) {
      sought.forEach(turns::caughtUp);
      sought.clear();
    }
    return null;
  }
}
