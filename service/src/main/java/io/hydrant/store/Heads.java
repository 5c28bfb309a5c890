package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// For each connection, the key below which everything is gone. Striking off moves that mark; what
/// lies behind it is deleted in ranges, rarely: a range deletion per call slows every later read.
/// But no more is left than a small part of what is flushed to a table at once: what was deleted
/// before that never becomes one. Written by the committer alone; read by all.
final class Heads {
  private static final long SWEEP_MICROS = TimeUnit.HOURS.toMicros(1);

  /// What a head leaves behind it.
  private static final class Behind {
    private WaitingKey sweptTo;
    private long bytes;
    private long sweptAt;

    /// Nothing was swept since the start: the first move of the head sweeps what an earlier process
    /// left.
    Behind(WaitingKey sweptTo) {
      this.sweptTo = sweptTo;
    }
  }

  private final Map<Integer, WaitingKey> heads = new HashMap<>();
  private final Map<Integer, Behind> behind = new HashMap<>();
  private final long sweepBytes;

  private Heads(long sweepBytes) {
    this.sweepBytes = sweepBytes;
  }

  /// Reads them, not to be moved.
  static Heads load(TablesView tables) throws IOException {
    return load(tables, Long.MAX_VALUE);
  }

  /// Reads them.
  ///
  /// @param sweepBytes how much may lie behind one of them
  static Heads load(TablesView tables, long sweepBytes) throws IOException {
    Heads loaded = new Heads(sweepBytes);
    byte[] end = ByteBuffer.allocate(5).putInt(-1).put((byte) -1).array();
    try (TablesView.Cursor cursor = tables.scan(Family.HEADS, new byte[0], end)) {
      for (; cursor.valid(); cursor.next()) {
        WaitingKey head = WaitingKey.of(cursor.value());
        loaded.heads.put(head.connection(), head);
      }
    }
    return loaded;
  }

  /// Where reading a connection begins.
  synchronized WaitingKey head(int connection) {
    return heads.getOrDefault(connection, WaitingKey.floor(connection, 0));
  }

  /// Moves a head in the write under way, and sweeps behind it when enough lies there.
  ///
  /// @param bytes struck off by this write
  void move(
      int connection, @Nullable WaitingKey head, long bytes, long time, Tables.Changes changes) {
    Behind left =
        behind.computeIfAbsent(connection, c -> new Behind(WaitingKey.floor(connection, 0)));
    left.bytes += bytes;
    if (head == null) {
      return;
    }
    if (head.connection() != connection || head.compareTo(head(connection)) < 0) {
      throw new IllegalArgumentException(
          "the head of connection " + connection + " cannot go back");
    }
    changes.put(Family.HEADS, ByteBuffer.allocate(4).putInt(connection).array(), head.bytes());
    set(connection, head);
    if (left.bytes >= sweepBytes || time - left.sweptAt >= SWEEP_MICROS) {
      changes.deleteRange(Family.WAITING, left.sweptTo.bytes(), head.bytes());
      left.sweptTo = head;
      left.sweptAt = time;
      left.bytes = 0;
    }
  }

  /// Deletes all that lies behind heads.
  void sweep(long time, Tables.Changes changes) {
    for (Map.Entry<Integer, WaitingKey> entry : heads.entrySet()) {
      WaitingKey head = entry.getValue();
      changes.deleteRange(
          Family.WAITING, WaitingKey.floor(entry.getKey(), 0).bytes(), head.bytes());
      Behind left = new Behind(head);
      left.sweptAt = time;
      behind.put(entry.getKey(), left);
    }
  }

  private synchronized void set(int connection, WaitingKey head) {
    heads.put(connection, head);
  }
}
