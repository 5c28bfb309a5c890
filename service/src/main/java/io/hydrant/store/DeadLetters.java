package io.hydrant.store;

import java.util.List;

/// What one write does to dead letters.
final class DeadLetters {
  private final Books books;
  private final Tables.Changes changes;
  private final long time;
  private int written;

  DeadLetters(Books books, Tables.Changes changes, long time) {
    this.books = books;
    this.changes = changes;
    this.time = time;
  }

  /// Adds rows that a connection's strike gives up.
  void add(int connection, List<Strike.Dead> rows) {
    for (Strike.Dead row : rows) {
      byte[] value = DeadLetter.value(row);
      DeadKey key = new DeadKey(connection, time, written++);
      changes.put(Family.DEAD, key.bytes(), value);
      int count = row.value().count();
      books.ledger.add(connection, Ledger.PENDING, -count);
      books.ledger.add(connection, Ledger.DEAD, count);
      books.ledger.add(connection, Ledger.DEAD_BYTES, DeadLetter.stored(value));
      books.ledger.add(connection, Ledger.DIED, count);
    }
  }
}
