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
      Search search = new Search(view, first, last, over);
      int number = connection.getValue();
      search.sessions(number);
      search.to(all, connection.getKey(), Place.SESSION);
      search.waiting(heads.head(number));
      search.to(all, connection.getKey(), Place.WAITING);
      search.dead(number);
      search.lettersTo(all, connection.getKey());
    }
    return all;
  }

  /// A search through what lies there of one connection.
  private static final class Search extends Walk {
    private final long first;
    private final long last;
    private final List<Letter> letters = new ArrayList<>();
    private int rows;
    private long events;
    private long due;

    /// A dead letter that was found.
    private record Letter(DeadKey key, int events) {}

    Search(TablesView view, long first, long last, BooleanSupplier over) {
      super(view, over);
      this.first = first;
      this.last = last;
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

    void lettersTo(List<Whereabouts> all, String name) {
      for (Letter letter : letters) {
        long time = letter.key().time();
        all.add(new Whereabouts(name, Place.DEAD, 1, letter.events(), time, letter.key()));
      }
    }

    @Override
    void session(byte[] key, byte[] value, boolean isClosed) {
      if (!isClosed && isMeant(SessionKey.sequence(key))) {
        count(RowValue.count(value), 0);
      }
    }

    @Override
    void waiting(WaitingKey key, byte[] value) throws IOException {
      if (isIn(key, value)) {
        count(RowValue.count(value), key.due());
      }
    }

    @Override
    void dead(DeadKey key, byte[] value) throws IOException {
      byte[] row = DeadLetter.rowValue(value);
      if (isIn(DeadLetter.origin(key, value), row)) {
        letters.add(new Letter(key, RowValue.count(row)));
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
  }
}
