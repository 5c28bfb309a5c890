package io.hydrant.store;

import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one write does to dead letters: rows become some, and some wait again or are thrown away.
final class DeadLetters {
  /// What one step looks at, so that no write takes long.
  private static final int LOOKED_AT_MAX = 5_000;

  private static final long LOOKED_AT_BYTES_MAX = 4L << 20;

  /// Where rows that wait are put.
  @FunctionalInterface
  interface Waiting {
    void put(WaitingKey key, byte[] value);
  }

  private final Books books;
  private final Tables.Changes changes;
  private final long time;
  private final OpenSessions sessions;
  private final Waiting waiting;

  /// What this write has taken away, and what it has put: not to be seen in the tables yet.
  private final Set<DeadKey> gone = new HashSet<>();

  private final Set<WaitingKey> put = new HashSet<>();
  private int written;

  DeadLetters(
      Books books, Tables.Changes changes, long time, OpenSessions sessions, Waiting waiting) {
    this.books = books;
    this.changes = changes;
    this.time = time;
    this.sessions = sessions;
    this.waiting = waiting;
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

  /// Does what an order says.
  ///
  /// @return what tells who ordered it
  Runnable obey(DeadOrder order) throws IOException {
    return switch (order) {
      case DeadOrder.Begin begin -> {
        DeadBegun begun = begin(begin.work());
        yield () -> begin.then().accept(begun);
      }
      case DeadOrder.Advance advance -> {
        DeadStep done = advance(advance);
        yield () -> advance.then().accept(done);
      }
      case DeadOrder.Expire expire -> {
        DeadSelection old = DeadSelection.all(expire.connection()).before(expire.before());
        Walk walk = new Walk(old, expire.lettersMax(), (audience, key, known) -> false);
        walk.go(old.from(), DeadWork.Kind.DISCARD);
        yield () -> expire.then().accept(walk.done);
      }
    };
  }

  private DeadBegun begin(DeadWork asked) {
    DeadWork now = books.works.of(asked.connection());
    if (now != null) {
      return now.isSameAs(asked) ? DeadBegun.AT_WORK : DeadBegun.BUSY;
    }
    books.works.put(asked.begun(time), changes);
    return DeadBegun.BEGUN;
  }

  private DeadStep advance(DeadOrder.Advance step) throws IOException {
    DeadWork work = books.works.of(step.connection());
    if (work == null) {
      return DeadStep.NONE;
    }
    Walk walk =
        new Walk(work.selection().before(work.bound()), step.lettersMax(), step.overtaken());
    walk.go(work.cursor().bytes(), work.kind());
    DeadKey next = walk.next;
    if (next == null) {
      books.works.remove(step.connection(), changes);
    } else {
      books.works.put(work.advanced(next, work.done() + walk.done), changes);
    }
    return new DeadStep(walk.done, walk.events, walk.sequences);
  }

  /// A walk over dead letters in which some are done with.
  private final class Walk {
    private final DeadSelection selection;
    private final int lettersMax;
    private final Overtaken overtaken;
    private final List<Long> sequences = new ArrayList<>();
    private int done;
    private int events;
    private int lookedAt;
    private long bytes;
    private @Nullable DeadKey next;

    Walk(DeadSelection selection, int lettersMax, Overtaken overtaken) {
      this.selection = selection;
      this.lettersMax = lettersMax;
      this.overtaken = overtaken;
    }

    void go(byte[] from, DeadWork.Kind kind) throws IOException {
      DeadLetter last = null;
      try (TablesView.Cursor cursor = books.tables.scan(Family.DEAD, from, selection.to())) {
        for (; cursor.valid(); cursor.next()) {
          DeadKey key = DeadKey.of(cursor.key());
          byte[] value = cursor.value();
          DeadLetter letter = DeadLetter.head(key, value);
          if (isFull() && !isOneGroup(last, letter)) {
            next = key;
            return;
          }
          lookedAt++;
          bytes += value.length;
          if (selection.means(letter)
              && !isLeftOut(kind, letter, value, overtaken, books)
              && gone.add(key)) {
            done++;
            events += letter.row().count();
            sequences.add(letter.row().key().sequence());
            take(letter, value, kind);
          }
          last = letter;
        }
      }
    }

    private boolean isFull() {
      return done >= lettersMax || lookedAt >= LOOKED_AT_MAX || bytes >= LOOKED_AT_BYTES_MAX;
    }

    /// Fragments that were given up together wait together again, and make the same message.
    private static boolean isOneGroup(@Nullable DeadLetter last, DeadLetter next) {
      return last != null
          && last.key().time() == next.key().time()
          && last.row().key().group().equals(next.row().key().group());
    }
  }

  /// Whether a work leaves a dead letter out: a message of an audience that the user had a later
  /// one of, or of an audience that is no more, when it is not told to replay all.
  ///
  /// @param letter its head
  static boolean isLeftOut(
      DeadWork.Kind kind, DeadLetter letter, byte[] value, Overtaken rule, Books books)
      throws IOException {
    if (kind != DeadWork.Kind.REPLAY || letter.row().kind() != Row.Kind.AUDIENCE) {
      return false;
    }
    Row row = DeadLetter.of(letter.key(), value).row();
    long audience = AudienceMessage.of(row.payload()).audience();
    byte[] known = books.tables.get(Family.MEMBERS, Members.key(row.key().group()));
    return books.audiences.find(audience) == null
        || (known != null && rule.is(audience, row.key(), Bytes.of(known)));
  }

  private void take(DeadLetter letter, byte[] value, DeadWork.Kind kind) throws IOException {
    int connection = letter.key().connection();
    int count = letter.row().count();
    changes.delete(Family.DEAD, letter.key().bytes());
    books.ledger.add(connection, Ledger.DEAD, -count);
    books.ledger.add(connection, Ledger.DEAD_BYTES, -letter.storedBytes());
    byte[] row = DeadLetter.rowValue(value);
    switch (kind) {
      case REPLAY, REPLAY_ALL -> {
        byte[] fresh = RowValue.untried(row);
        waiting.put(place(letter.row().key()), fresh);
        books.ledger.add(connection, Ledger.PENDING, count);
        books.ledger.add(connection, Ledger.PENDING_BYTES, RowValue.stored(fresh));
        books.ledger.add(connection, Ledger.REPLAYED, count);
      }
      case DISCARD -> {
        if (RowValue.isSession(row)) {
          sessions.gone(connection, RowValue.session(row));
        }
        books.ledger.add(connection, Ledger.DISCARDED, count);
      }
    }
  }

  /// Erases what of a dead letter is of people who are being forgotten. After all that this write
  /// does with dead letters.
  Findings erase(DeadKey key, Coverage coverage) throws IOException {
    byte[] value = books.tables.get(Family.DEAD, key.bytes());
    if (value == null || gone.contains(key)) {
      return Findings.NOTHING;
    }
    DeadLetter letter = DeadLetter.of(key, value);
    Findings found = Findings.of(letter.row(), coverage, books.tables);
    boolean isSession = letter.row().kind() == Row.Kind.SESSION;
    if (found.isAll()) {
      gone.add(key);
      changes.delete(Family.DEAD, key.bytes());
      if (isSession) {
        sessions.gone(key.connection(), SessionPart.of(letter.row()));
      }
      return found.taking(letter.storedBytes());
    }
    if (!found.isNothing()) {
      changes.put(Family.DEAD, key.bytes(), DeadLetter.with(value, found.rest()));
      sessions.gone(key.connection(), SessionPart.of(letter.row()), found.fragments());
    }
    return found;
  }

  /// A place that is free: halves of one row have the same group, sequence and n.
  private WaitingKey place(WaitingKey origin) throws IOException {
    WaitingKey key = origin.at(time);
    while (books.tables.get(Family.WAITING, key.bytes()) != null || !put.add(key)) {
      key = key.at(key.due() + 1);
    }
    return key;
  }
}
