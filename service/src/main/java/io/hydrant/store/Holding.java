package io.hydrant.store;

import java.io.IOException;

/// What lies there of one connection, as its ledger counts it.
record Holding(
    long pending, long pendingBytes, long sessions, long sessionBytes, long dead, long deadBytes) {

  /// Counts it.
  ///
  /// @param head below which all of the connection is gone
  static Holding of(TablesView tables, WaitingKey head) throws IOException {
    int connection = head.connection();
    long[] pending = new long[2];
    byte[] end = WaitingKey.floor(connection + 1, 0).bytes();
    try (TablesView.Cursor cursor = tables.scan(Family.WAITING, head.bytes(), end)) {
      for (; cursor.valid(); cursor.next()) {
        count(pending, RowValue.count(cursor.value()), RowValue.stored(cursor.value()));
      }
    }
    long[] open = new long[2];
    SessionMarker marker = new SessionMarker();
    try (TablesView.Cursor cursor =
        tables.scan(
            Family.SESSIONS, SessionKey.floor(connection), SessionKey.floor(connection + 1))) {
      for (; cursor.valid(); cursor.next()) {
        byte[] key = cursor.key();
        byte[] value = cursor.value();
        if (!marker.isMark(key, value) && !marker.isClosed(key)) {
          count(open, RowValue.count(value), key.length + value.length);
        }
      }
    }
    long[] dead = new long[2];
    byte[] from = DeadKey.floor(connection, 0).bytes();
    try (TablesView.Cursor cursor =
        tables.scan(Family.DEAD, from, DeadKey.floor(connection + 1, 0).bytes())) {
      for (; cursor.valid(); cursor.next()) {
        byte[] row = DeadLetter.rowValue(cursor.value());
        count(dead, RowValue.count(row), DeadLetter.stored(cursor.value()));
      }
    }
    return new Holding(pending[0], pending[1], open[0], open[1], dead[0], dead[1]);
  }

  private static void count(long[] sum, long events, long bytes) {
    sum[0] += events;
    sum[1] += bytes;
  }

  /// Events of all kinds.
  long events() {
    return pending + sessions + dead;
  }

  /// Stages that this is what the ledger counts.
  void putInto(Ledger ledger, int connection) {
    set(ledger, connection, Ledger.PENDING, pending);
    set(ledger, connection, Ledger.PENDING_BYTES, pendingBytes);
    set(ledger, connection, Ledger.SESSIONS, sessions);
    set(ledger, connection, Ledger.SESSION_BYTES, sessionBytes);
    set(ledger, connection, Ledger.DEAD, dead);
    set(ledger, connection, Ledger.DEAD_BYTES, deadBytes);
  }

  private static void set(Ledger ledger, int connection, String counter, long value) {
    ledger.add(connection, counter, value - ledger.get(connection, counter));
  }
}
