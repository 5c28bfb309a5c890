package io.hydrant.store;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/// A walk through all that lies there of one connection, row by row; it breaks off when the tables
/// are to be closed, which would otherwise wait for it.
abstract class Walk {
  private static final int LOOKED_AT_MAX = 1_000;

  final TablesView view;
  private final BooleanSupplier over;
  private int lookedAt;

  /// @param over asked now and then: whether the tables are to be closed
  Walk(TablesView view, BooleanSupplier over) {
    this.view = view;
    this.over = over;
  }

  /// An event of a session.
  ///
  /// @param isClosed whether it belongs to a row that waits, or is dead: its session was closed
  abstract void session(byte[] key, byte[] value, boolean isClosed) throws IOException;

  /// What waits to be due, or to be sent.
  abstract void waiting(WaitingKey key, byte[] value) throws IOException;

  /// What was given up.
  ///
  /// @param value as [DeadLetter] reads it
  abstract void dead(DeadKey key, byte[] value) throws IOException;

  final void sessions(int connection) throws IOException {
    SessionMarker marker = new SessionMarker();
    byte[] end = SessionKey.floor(connection + 1);
    try (TablesView.Cursor cursor = view.scan(Family.SESSIONS, SessionKey.floor(connection), end)) {
      for (; cursor.valid(); cursor.next()) {
        byte[] key = cursor.key();
        byte[] value = cursor.value();
        if (!marker.isMark(key, value)) {
          look();
          session(key, value, marker.isClosed(key));
        }
      }
    }
  }

  /// @param head the connection's
  final void waiting(WaitingKey head) throws IOException {
    byte[] end = WaitingKey.floor(head.connection() + 1, 0).bytes();
    try (TablesView.Cursor cursor = view.scan(Family.WAITING, head.bytes(), end)) {
      for (; cursor.valid(); cursor.next()) {
        look();
        waiting(WaitingKey.of(cursor.key()), cursor.value());
      }
    }
  }

  final void dead(int connection) throws IOException {
    byte[] from = DeadKey.floor(connection, 0).bytes();
    byte[] end = DeadKey.floor(connection + 1, 0).bytes();
    try (TablesView.Cursor cursor = view.scan(Family.DEAD, from, end)) {
      for (; cursor.valid(); cursor.next()) {
        look();
        dead(DeadKey.of(cursor.key()), cursor.value());
      }
    }
  }

  private void look() throws IOException {
    if (++lookedAt % LOOKED_AT_MAX == 0 && over.getAsBoolean()) {
      throw new IOException("the store failed meanwhile");
    }
  }
}
