package io.hydrant.store;

import io.hydrant.model.EncodedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where rows lie that hold something of certain batches, which are told by their sequences.
///
/// @param connection as people call it
/// @param place how far it is
/// @param rows how many lie there; with others' events in them, where batches leave together
/// @param events what the ledger counts for these rows
/// @param due store time in microseconds from which the first of them may leave; of a dead letter,
///   when it was given up; 0 for an open session
/// @param letter the dead letter; null when it is none
public record Whereabouts(
    String connection, Place place, int rows, long events, long due, @Nullable DeadKey letter) {

  /// How far something is that has not left.
  public enum Place {
    /// In a session that has not closed.
    SESSION,
    /// It waits to be due, or to be sent.
    WAITING,
    /// It was given up.
    DEAD
  }

  private static final int LOOKED_AT_MAX = 1_000;

  /// Looks through all that lies there; takes as long as reading it.
  ///
  /// @param first the lowest sequence that is meant
  /// @param last the highest
  /// @param numbers of the connections, by name
  /// @param over asked now and then: whether the tables are to be closed
  static List<Whereabouts> of(
      TablesView view, long first, long last, Map<String, Integer> numbers, BooleanSupplier over)
      throws IOException {
    Heads heads = Heads.load(view);
    List<Whereabouts> all = new ArrayList<>();
    for (Map.Entry<String, Integer> connection : numbers.entrySet()) {
      Walk walk = new Walk(view, first, last, over);
      String name = connection.getKey();
      int number = connection.getValue();
      walk.sessions(number);
      walk.to(all, name, Place.SESSION);
      walk.waiting(heads.head(number));
      walk.to(all, name, Place.WAITING);
      walk.dead(number, name, all);
    }
    return all;
  }

  /// A walk through what lies there of one connection.
  private static final class Walk {
    private final TablesView view;
    private final long first;
    private final long last;
    private final BooleanSupplier over;
    private int lookedAt;
    private int rows;
    private long events;
    private long due;

    Walk(TablesView view, long first, long last, BooleanSupplier over) {
      this.view = view;
      this.first = first;
      this.last = last;
      this.over = over;
    }

    /// Says what was found, and begins to count anew.
    void to(List<Whereabouts> all, String name, Place place) {
      if (rows > 0) {
        all.add(new Whereabouts(name, place, rows, events, due, null));
      }
      rows = 0;
      events = 0;
      due = 0;
    }

    void sessions(int connection) throws IOException {
      SessionMarker marker = new SessionMarker();
      byte[] end = SessionKey.floor(connection + 1);
      try (TablesView.Cursor cursor =
          view.scan(Family.SESSIONS, SessionKey.floor(connection), end)) {
        for (; cursor.valid(); cursor.next()) {
          byte[] key = cursor.key();
          byte[] value = cursor.value();
          look();
          if (!marker.isMark(key, value)
              && !marker.isClosed(key)
              && isMeant(SessionKey.sequence(key))) {
            count(RowValue.count(value), 0);
          }
        }
      }
    }

    void waiting(WaitingKey head) throws IOException {
      byte[] end = WaitingKey.floor(head.connection() + 1, 0).bytes();
      try (TablesView.Cursor cursor = view.scan(Family.WAITING, head.bytes(), end)) {
        for (; cursor.valid(); cursor.next()) {
          WaitingKey key = WaitingKey.of(cursor.key());
          byte[] value = cursor.value();
          look();
          if (isIn(key, value)) {
            count(RowValue.count(value), key.due());
          }
        }
      }
    }

    void dead(int connection, String name, List<Whereabouts> all) throws IOException {
      byte[] from = DeadKey.floor(connection, 0).bytes();
      byte[] end = DeadKey.floor(connection + 1, 0).bytes();
      try (TablesView.Cursor cursor = view.scan(Family.DEAD, from, end)) {
        for (; cursor.valid(); cursor.next()) {
          DeadKey key = DeadKey.of(cursor.key());
          byte[] row = DeadLetter.rowValue(cursor.value());
          look();
          if (isIn(DeadLetter.origin(key, cursor.value()), row)) {
            int count = RowValue.count(row);
            all.add(new Whereabouts(name, Place.DEAD, 1, count, key.time(), key));
          }
        }
      }
    }

    private boolean isMeant(long sequence) {
      return sequence >= first && sequence <= last;
    }

    private boolean isIn(WaitingKey key, byte[] value) throws IOException {
      if (RowValue.isSession(value)) {
        SessionPart part = RowValue.session(value);
        boolean mayBe = part.first() <= last && part.last() >= first;
        return mayBe && part.hasAny(view, key.connection(), first, last);
      }
      if (isMeant(key.sequence())) {
        return true;
      }
      if (!RowValue.isMessage(value)) {
        return false;
      }
      Row row = RowValue.row(key, value);
      return EncodedMessage.of(row.payload(), row.count()).sequences().stream()
          .anyMatch(this::isMeant);
    }

    private void count(int count, long dueThen) {
      rows++;
      events += count;
      due = due == 0 ? dueThen : Math.min(due, dueThen);
    }

    private void look() throws IOException {
      if (++lookedAt % LOOKED_AT_MAX == 0 && over.getAsBoolean()) {
        throw new IOException("the store failed meanwhile");
      }
    }
  }
}
