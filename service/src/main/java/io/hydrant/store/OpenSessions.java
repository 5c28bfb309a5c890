package io.hydrant.store;

import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.SessionMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What one write does to open sessions: fragments join them, timers are set, and those whose time
/// has come are closed. Nothing of an open session is in memory; whether one closes is decided
/// here, by what lies there, so that an arrival between a timer's look and the close cannot be
/// lost.
final class OpenSessions {
  private static final long STRAGGLERS_MICROS = TimeUnit.SECONDS.toMicros(30);
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final long DAY_BUCKET_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final long BUCKET_MICROS_MIN = TimeUnit.MILLISECONDS.toMicros(100);
  private static final int BUCKETS_PER_TIMEOUT = 64;

  /// A longer session closes in several parts, so that no write and no reader holds more at once.
  static final int PART_FRAGMENTS_MAX = 5_000;

  static final long PART_BYTES_MAX = 4L << 20;

  /// How many other sessions of its group a start ends; what is beyond ends by its timeout.
  static final int FOLLOWED_MAX = 1_000;

  private record Group(int connection, Hash group) {}

  private final Books books;
  private final Tables.Changes changes;
  private final long time;
  private final Map<Group, Set<Hash>> touched = new HashMap<>();
  private final Map<SessionKey, Long> closed = new HashMap<>();

  /// First and last sequences of the parts that left with this write.
  private final Map<SessionKey, NavigableMap<Long, Long>> gone = new HashMap<>();

  private long earliestTimer = Long.MAX_VALUE;

  OpenSessions(Books books, Tables.Changes changes, long time) {
    this.books = books;
    this.changes = changes;
    this.time = time;
  }

  /// The earliest due of a timer set; [Long#MAX_VALUE] when none was.
  long earliestTimer() {
    return earliestTimer;
  }

  /// Adds what a batch brought for a session.
  void keep(int connection, Grouping.Session to, List<RowValue> values, long sequence) {
    SessionKey session = new SessionKey(connection, to.group(), to.session());
    int n = 0;
    int count = 0;
    long bytes = 0;
    for (RowValue value : values) {
      changes.put(Family.SESSIONS, session.fragment(sequence, n++), value.bytes());
      count += value.count();
      bytes += SessionKey.FRAGMENT_BYTES + value.bytes().length;
    }
    books.ledger.add(connection, Ledger.SESSIONS, count);
    books.ledger.add(connection, Ledger.SESSION_BYTES, bytes);
    long timeout = TimeUnit.MILLISECONDS.toMicros(to.timeoutMillis());
    long bucket = Math.max(BUCKET_MICROS_MIN, timeout / BUCKETS_PER_TIMEOUT);
    timer(new SessionTimer(up(time + timeout, bucket), session, SessionTimer.Why.IDLE, sequence));
    long day = up(time + DAY_MICROS, DAY_BUCKET_MICROS);
    timer(new SessionTimer(day, session, SessionTimer.Why.DAY, sequence));
    touched
        .computeIfAbsent(new Group(connection, to.group()), g -> new HashSet<>())
        .add(to.session());
  }

  /// Follows what a batch says of the course of sessions. Called before the batch's own fragments
  /// are kept: of the batch's sessions, those that had events before the mark are named by it.
  void mark(int connection, SessionMark mark, long sequence) throws IOException {
    switch (mark) {
      case SessionMark.Ended(Hash group, Set<Hash> sessions) -> {
        for (Hash session : sessions) {
          stragglers(new SessionKey(connection, group, session), SessionTimer.Why.ENDED, sequence);
        }
      }
      case SessionMark.Started started -> {
        Set<Hash> over = others(connection, started.group());
        over.removeIf(session -> !started.endsOthersThan(session));
        over.addAll(started.before());
        over.remove(Grouping.Session.OUTSIDE);
        for (Hash session : over) {
          stragglers(
              new SessionKey(connection, started.group(), session),
              SessionTimer.Why.FOLLOWED,
              sequence);
        }
      }
    }
  }

  private void stragglers(SessionKey session, SessionTimer.Why why, long sequence) {
    timer(new SessionTimer(time + STRAGGLERS_MICROS, session, why, sequence));
  }

  /// The open sessions of a group: on disk, and in the write under way.
  private Set<Hash> others(int connection, Hash group) throws IOException {
    Set<Hash> others = new HashSet<>(touched.getOrDefault(new Group(connection, group), Set.of()));
    SessionKey at = new SessionKey(connection, group, new Hash(0, 0));
    byte[] end = new SessionKey(connection, group, new Hash(-1, -1)).end();
    while (others.size() < FOLLOWED_MAX) {
      try (TablesView.Cursor cursor = books.tables.scan(Family.SESSIONS, at.mark(), end)) {
        if (!cursor.valid()) {
          break;
        }
        SessionKey found = SessionKey.of(ByteBuffer.wrap(cursor.key()));
        others.add(found.session());
        at = found.next();
      }
    }
    return others;
  }

  private void timer(SessionTimer timer) {
    if (timer.due() <= books.horizon()) {
      throw new IllegalStateException(
          "a timer due at " + timer.due() + " behind the horizon " + books.horizon());
    }
    changes.put(Family.SESSION_TIMERS, timer.bytes(), timer.value());
    earliestTimer = Math.min(earliestTimer, timer.due());
  }

  private static long up(long due, long bucket) {
    return Math.ceilDiv(due, bucket) * bucket;
  }

  /// Closes the timer's session if the timer still holds.
  ///
  /// @return the row that now waits in its place, or null
  @Nullable Closed close(SessionTimer timer) throws IOException {
    SessionKey key = timer.key();
    Long now = closed.get(key);
    long closedUpTo = now == null ? closedUpTo(key) : now;
    byte[] from = key.at(closedUpTo + 1);
    byte[] last = books.tables.last(Family.SESSIONS, from, key.end());
    if (last == null) {
      return null;
    }
    boolean cameLater = SessionKey.sequence(last) > timer.sequence();
    if (timer.why() == SessionTimer.Why.IDLE && cameLater) {
      return null;
    }
    Part part = part(from, key.end());
    if (part.first > timer.sequence()) {
      return null;
    }
    if (!part.whole) {
      // The rest is closed by the same timer in a write to come.
      timer(new SessionTimer(books.horizon() + 1, key, timer.why(), timer.sequence()));
    }
    changes.put(Family.SESSIONS, key.mark(), ByteBuffer.allocate(8).putLong(part.last).array());
    closed.put(key, part.last);
    return closed(key, part);
  }

  private Closed closed(SessionKey key, Part part) {
    SessionPart content =
        new SessionPart(key.group(), key.session(), part.first, part.last, part.bytes);
    RowValue value = RowValue.of(Row.Kind.SESSION, part.count, content.payload());
    books.ledger.add(key.connection(), Ledger.SESSIONS, -part.count);
    books.ledger.add(key.connection(), Ledger.SESSION_BYTES, -part.bytes);
    books.ledger.add(key.connection(), Ledger.PENDING, part.count);
    books.ledger.add(key.connection(), Ledger.PENDING_BYTES, value.storedBytes());
    Hash group =
        new Hash(
            key.group().high() ^ Long.rotateLeft(key.session().high(), 1),
            key.group().low() ^ Long.rotateLeft(key.session().low(), 1));
    long due = books.horizon() + 1;
    return new Closed(new WaitingKey(key.connection(), due, group, part.last, 0), value);
  }

  /// What waits in place of a session that was closed.
  record Closed(WaitingKey key, RowValue value) {}

  /// Fragments from the first unclosed one on.
  private static final class Part {
    private long first;
    private long last;
    private int fragments;
    private int count;
    private long bytes;
    private boolean whole = true;
  }

  private Part part(byte[] from, byte[] to) throws IOException {
    Part part = new Part();
    try (TablesView.Cursor cursor = books.tables.scan(Family.SESSIONS, from, to)) {
      for (; cursor.valid(); cursor.next()) {
        long sequence = SessionKey.sequence(cursor.key());
        boolean full = part.fragments >= PART_FRAGMENTS_MAX || part.bytes >= PART_BYTES_MAX;
        // Never between the fragments of one batch: a part is told by its sequences.
        if (full && sequence != part.last) {
          part.whole = false;
          break;
        }
        byte[] value = cursor.value();
        part.first = part.fragments == 0 ? sequence : part.first;
        part.last = sequence;
        part.fragments++;
        part.count += RowValue.count(value);
        part.bytes += SessionKey.FRAGMENT_BYTES + value.length;
      }
    }
    return part;
  }

  private long closedUpTo(SessionKey key) throws IOException {
    byte[] mark = books.tables.get(Family.SESSIONS, key.mark());
    return mark == null ? 0 : ByteBuffer.wrap(mark).getLong();
  }

  /// Deletes the fragments of a part that has left.
  void gone(int connection, SessionPart part) throws IOException {
    SessionKey key = part.key(connection);
    try (TablesView.Cursor cursor =
        books.tables.scan(Family.SESSIONS, key.at(part.first()), key.at(part.last() + 1))) {
      for (; cursor.valid(); cursor.next()) {
        changes.delete(Family.SESSIONS, cursor.key());
      }
    }
    gone.computeIfAbsent(key, k -> new TreeMap<>()).put(part.first(), part.last());
  }

  /// Deletes some fragments of a closed session that goes on waiting.
  ///
  /// @param fragments in the place of the session's row
  void gone(int connection, SessionPart part, List<Row> fragments) {
    SessionKey key = part.key(connection);
    for (Row fragment : fragments) {
      WaitingKey place = fragment.key();
      changes.delete(Family.SESSIONS, key.fragment(place.sequence(), place.n()));
    }
  }

  /// Erases a fragment, unless its session was closed: then it is the business of what waits. After
  /// all closes of this write.
  Findings erase(byte[] fragment, Coverage coverage) throws IOException {
    byte[] value = books.tables.get(Family.SESSIONS, fragment);
    SessionKey key = SessionKey.of(ByteBuffer.wrap(fragment));
    Long now = closed.get(key);
    long closedUpTo = now == null ? closedUpTo(key) : now;
    long sequence = SessionKey.sequence(fragment);
    if (value == null || sequence <= closedUpTo) {
      return Findings.NOTHING;
    }
    WaitingKey place =
        new WaitingKey(key.connection(), 0, key.group(), sequence, SessionKey.n(fragment));
    Findings found =
        Findings.ofOne(
            RowValue.row(place, value), coverage, SessionKey.FRAGMENT_BYTES + value.length);
    if (found.isAll()) {
      changes.delete(Family.SESSIONS, fragment);
    }
    return found;
  }

  /// Deletes the marks of sessions of which no part waits any more. A later part can leave before
  /// an earlier one: without the mark that one would be closed a second time.
  void finish() throws IOException {
    for (Map.Entry<SessionKey, NavigableMap<Long, Long>> left : gone.entrySet()) {
      SessionKey key = left.getKey();
      if (!closed.containsKey(key) && !isWaiting(key, closedUpTo(key), left.getValue())) {
        changes.delete(Family.SESSIONS, key.mark());
      }
    }
  }

  /// Whether anything that was closed lies there beside what is gone with the write under way.
  private boolean isWaiting(SessionKey key, long closedUpTo, NavigableMap<Long, Long> gone)
      throws IOException {
    byte[] end = key.at(closedUpTo + 1);
    long from = 1;
    while (true) {
      try (TablesView.Cursor cursor = books.tables.scan(Family.SESSIONS, key.at(from), end)) {
        if (!cursor.valid()) {
          return false;
        }
        long sequence = SessionKey.sequence(cursor.key());
        Map.Entry<Long, Long> part = gone.floorEntry(sequence);
        if (part == null || part.getValue() < sequence) {
          return true;
        }
        from = part.getValue() + 1;
      }
    }
  }
}
