package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The counters of every connection. The committer stages changes and puts them in the write that
/// holds what they count; others see them only once that write is durable, all at the same moment.
final class Ledger {
  static final String ACCEPTED = "accepted";
  static final String DUPLICATES = "duplicates";
  static final String FILTERED = "filtered.";
  static final String PENDING = "pending";
  static final String PENDING_BYTES = "pendingBytes";
  static final String SESSIONS = "sessions";
  static final String SESSION_BYTES = "sessionBytes";
  static final String DELIVERED = "delivered";
  static final String DEAD = "dead";
  static final String DISCARDED = "discarded";
  static final String ERASED = "erased";
  static final String DEAD_BYTES = "deadBytes";

  /// Dead letters ever, those replayed or discarded since included.
  static final String DIED = "died";

  /// Dead letters that waited again, ever.
  static final String REPLAYED = "replayed";

  /// A connection's own clock, see [Opening#tried()].
  static final String TRIED_MICROS = "triedMicros";

  /// One counter of one connection.
  private record Counter(int connection, String name) {
    byte[] key() {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(4 + text.length).putInt(connection).put(text).array();
    }

    static Counter of(byte[] key) {
      return new Counter(
          ByteBuffer.wrap(key).getInt(),
          new String(key, 4, key.length - 4, StandardCharsets.UTF_8));
    }
  }

  private final Map<Counter, Long> durable = new HashMap<>();
  private final Map<Counter, Long> staged = new HashMap<>();

  static Ledger load(TablesView tables) throws IOException {
    Ledger ledger = new Ledger();
    byte[] end = ByteBuffer.allocate(5).putInt(-1).put((byte) -1).array();
    try (TablesView.Cursor cursor = tables.scan(Family.COUNTERS, new byte[0], end)) {
      for (; cursor.valid(); cursor.next()) {
        ledger.durable.put(Counter.of(cursor.key()), ByteBuffer.wrap(cursor.value()).getLong());
      }
    }
    return ledger;
  }

  /// Stages a change. The committer's alone, like [#put] and [#settle].
  void add(int connection, String name, long delta) {
    if (delta != 0) {
      staged.merge(new Counter(connection, name), delta, Long::sum);
    }
  }

  /// Stages that a counter is `value`, unless it is more already.
  void raise(int connection, String name, long value) {
    add(connection, name, Math.max(0, value - expected(connection, name)));
  }

  /// Puts what is staged into a write.
  void put(Tables.Changes changes) {
    staged.forEach((counter, delta) -> {
      long value = durable.getOrDefault(counter, 0L) + delta;
      if (value < 0) {
        throw new IllegalStateException(
            "counter " + counter.name() + " of connection " + counter.connection() + ": " + value);
      }
      changes.put(Family.COUNTERS, counter.key(), ByteBuffer.allocate(8).putLong(value).array());
    });
  }

  /// The write is durable: what was staged counts.
  synchronized void settle() {
    staged.forEach((counter, delta) -> durable.merge(counter, delta, Long::sum));
    staged.clear();
  }

  /// What a connection owes is thrown away. The committer's alone; what is staged counts.
  void discard(int connection) {
    long pending = expected(connection, PENDING);
    long sessions = expected(connection, SESSIONS);
    long dead = expected(connection, DEAD);
    add(connection, DISCARDED, pending + sessions + dead);
    add(connection, DEAD, -dead);
    add(connection, DEAD_BYTES, -expected(connection, DEAD_BYTES));
    add(connection, PENDING, -pending);
    add(connection, SESSIONS, -sessions);
    add(connection, PENDING_BYTES, -expected(connection, PENDING_BYTES));
    add(connection, SESSION_BYTES, -expected(connection, SESSION_BYTES));
  }

  private long expected(int connection, String name) {
    return get(connection, name) + staged.getOrDefault(new Counter(connection, name), 0L);
  }

  /// Whether nothing of a connection is left to be sent, dead letters included.
  boolean isDrained(int connection) {
    return get(connection, PENDING) + get(connection, SESSIONS) + get(connection, DEAD) == 0;
  }

  synchronized long get(int connection, String name) {
    return durable.getOrDefault(new Counter(connection, name), 0L);
  }

  /// A connection's account, all numbers of the same moment.
  synchronized LedgerLine line(int connection, String name) {
    Map<String, Long> filtered = new TreeMap<>();
    durable.forEach((counter, value) -> {
      if (counter.connection() == connection && counter.name().startsWith(FILTERED)) {
        filtered.put(counter.name().substring(FILTERED.length()), value);
      }
    });
    return new LedgerLine(
        name,
        get(connection, ACCEPTED),
        get(connection, DUPLICATES),
        filtered,
        get(connection, PENDING),
        get(connection, SESSIONS),
        get(connection, DELIVERED),
        get(connection, DEAD),
        get(connection, DISCARDED),
        get(connection, ERASED),
        get(connection, PENDING_BYTES) + get(connection, SESSION_BYTES),
        new LedgerLine.DeadLetters(
            get(connection, DEAD_BYTES), get(connection, DIED), get(connection, REPLAYED)));
  }
}
