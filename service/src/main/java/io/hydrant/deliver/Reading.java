package io.hydrant.deliver;

import io.hydrant.store.Page;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import io.hydrant.store.WaitingKey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// How far a connection was read: pages of rows in key order, held as they lie until there is room
/// to encode them.
///
/// Only [#wake] may be called from any thread.
final class Reading {
  private static final int PAGE_ROWS = 1_000;
  private static final long PAGE_BYTES = 2L << 20;

  private final Store store;
  private final Gathering gathering;
  private final Turns turns;
  private final SecondReading second;
  private final Gate gate;
  private final Deque<Row> rows = new ArrayDeque<>();
  private WaitingKey position;
  private boolean isPageLast;
  private volatile boolean more = true;
  private long rowsIn;
  private long rowsOut;

  /// Where what was read must pass.
  interface Gate {
    /// Whether anything may be read now. If not, the loop is woken when it may.
    boolean isOpen();

    /// Whether these rows may be sent; if not they are to be read again.
    ///
    /// @throws IOException when reading failed; it is to be tried again
    boolean passes(List<Row> rows) throws IOException;
  }

  /// @param turns says which rows are passed over for now
  Reading(Store store, Gathering gathering, Turns turns, Gate gate, WaitingKey from) {
    this.store = store;
    this.gathering = gathering;
    this.turns = turns;
    this.second = new SecondReading(store, turns, from);
    this.gate = gate;
    this.position = from;
  }

  /// Begins anew at `from`.
  void restart(WaitingKey from) {
    rows.clear();
    turns.clear();
    second.restart();
    gathering.restart();
    position = from;
    isPageLast = false;
    rowsIn = rowsOut;
    more = true;
  }

  /// There is more to read.
  void wake() {
    more = true;
  }

  /// Whether anything is left to be read or encoded.
  boolean hasMore() {
    return more || !rows.isEmpty() || second.hasMore();
  }

  /// Whether a page could be read now.
  boolean canRead() {
    return canReadOn() || second.canRead();
  }

  private boolean canReadOn() {
    return more && rows.isEmpty() && gate.isOpen();
  }

  /// Whether anything was read and is in no parcel yet.
  boolean isHolding() {
    return !rows.isEmpty() || gathering.lowest() != null || turns.lowestPassed() != null;
  }

  /// The key below which everything was read.
  WaitingKey position() {
    return position;
  }

  /// The key below which everything is in a parcel.
  WaitingKey gathered() {
    WaitingKey open = gathering.lowest();
    WaitingKey read = open == null ? end() : open;
    WaitingKey passed = turns.lowestPassed();
    return passed == null || passed.compareTo(read) > 0 ? read : passed;
  }

  /// The key below which every row that was read is encoded, or was passed over.
  private WaitingKey end() {
    return rows.isEmpty() ? position : rows.getFirst().key();
  }

  /// How many rows went into parcels so far.
  long rowsGathered() {
    return rowsOut;
  }

  /// Reads on, where all that was read is encoded.
  ///
  /// @throws IOException when reading failed; it is to be tried again
  void readPage() throws IOException {
    if (second.canRead()) {
      second.readPage(end());
    }
    if (canReadOn()) {
      readOn();
    }
  }

  private void readOn() throws IOException {
    more = false;
    try {
      Page page = store.read(position, PAGE_ROWS, PAGE_BYTES);
      if (!gate.passes(page.rows())) {
        more = true;
        return;
      }
      if (!page.rows().isEmpty()) {
        position = page.rows().getLast().key().next();
        rows.addAll(page.rows());
      }
      isPageLast = page.complete();
      more |= !page.complete();
    } catch (IOException e) {
      more = true;
      throw e;
    }
  }

  /// Encodes what was read.
  ///
  /// @param hasRoom whether there is room to encode a row
  /// @param parcels takes what is whole
  /// @throws IOException when reading a session failed; it is to be tried again
  void gather(Predicate<Row> hasRoom, Consumer<Parcel> parcels) throws IOException {
    for (Row row = second.next(end(), hasRoom); row != null; row = second.next(end(), hasRoom)) {
      add(row, parcels);
    }
    while (!rows.isEmpty()) {
      Row row = rows.getFirst();
      if (!turns.passesOver(row)) {
        if (!hasRoom.test(row)) {
          break;
        }
        add(row, parcels);
      }
      rows.removeFirst();
    }
    if (rows.isEmpty() && isPageLast) {
      // All that is due was read, and what is due is frozen: no group of it will grow.
      gathering.close();
      hand(parcels);
      if (rowsIn != rowsOut) {
        throw new IllegalStateException(rowsIn + " rows read, " + rowsOut + " rows in parcels");
      }
    }
  }

  private void add(Row row, Consumer<Parcel> parcels) throws IOException {
    gathering.add(row);
    rowsIn++;
    hand(parcels);
  }

  private void hand(Consumer<Parcel> parcels) {
    for (Parcel parcel : gathering.take()) {
      rowsOut += parcel.keys().size();
      parcels.accept(parcel);
    }
  }
}
