package io.hydrant.store;

import io.hydrant.model.Arrival;
import io.hydrant.model.AudienceArrival;
import io.hydrant.model.EncodedMessage;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.SessionMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/// One write in the making: turns orders and submissions into changes, and remembers what to tell
/// whom once they are durable.
///
/// The invariant that freezes what delivery can see: no row is ever written with a due at or below
/// the horizon.
final class Commit {
  private static final long MICROS_PER_MILLI = 1000;

  private final Books books;
  private final Tables.Changes changes;
  private final long time;
  private final OpenSessions sessions;
  private final DeadLetters deadLetters;
  private final Members members;
  private final Eraser eraser;
  private final RecentChanges recent;
  private final Map<Integer, Long> earliestDue = new HashMap<>();
  private final List<Runnable> whenDurable = new ArrayList<>();

  /// @param hasLoop whether a connection has a delivery loop
  /// @param recent is told what becomes of audiences by itself, and who is forgotten
  Commit(
      Books books, Tables.Changes changes, long time, IntPredicate hasLoop, RecentChanges recent) {
    this.books = books;
    this.changes = changes;
    this.time = time;
    this.sessions = new OpenSessions(books, changes, time);
    this.deadLetters = new DeadLetters(books, changes, time, sessions, this::put);
    this.members = new Members(books, changes, this::keep);
    this.eraser = new Eraser(books, changes, sessions, deadLetters, members, hasLoop);
    this.recent = recent;
  }

  /// The earliest due written for each connection.
  Map<Integer, Long> earliestDue() {
    if (sessions.earliestTimer() != Long.MAX_VALUE) {
      earliestDue.merge(Timers.WAITER, sessions.earliestTimer(), Math::min);
    }
    return earliestDue;
  }

  /// Whom to tell, in order, once the write is durable.
  List<Runnable> whenDurable() {
    return whenDurable;
  }

  /// Adds orders in their order, but erasures late, since they go by what other orders of the same
  /// write leave, and what is to be discarded last: what another order puts there goes with it.
  void addOrders(List<Order> orders) throws IOException {
    List<Order> late = new ArrayList<>();
    List<Order> last = new ArrayList<>();
    for (Order order : orders) {
      if (order instanceof EraseOrder) {
        late.add(order);
      } else if (order instanceof Discard) {
        last.add(order);
      } else {
        add(order);
      }
    }
    late.addAll(last);
    for (Order order : late) {
      add(order);
    }
  }

  /// What must be known of the whole write before it is written.
  void finish() throws IOException {
    sessions.finish();
    Set<Hash> forgotten = members.forgotten();
    if (!forgotten.isEmpty()) {
      // Before what this write brings, which is of somebody else.
      whenDurable.addFirst(() -> recent.forget(forgotten));
    }
  }

  private void add(Order order) throws IOException {
    switch (order) {
      case Strike strike -> strike(strike);
      case CloseSessions close -> close(close);
      case Enroll enroll -> enroll(enroll);
      case Note note -> {
        note.alerts()
            .forEach((key, value) -> changes.put(Family.ALERTS, key.toArray(), value.toArray()));
        whenDurable.add(() -> note.then().accept(true));
      }
      case Adopt adopt -> {
        boolean isDone = books.directory.roster.adopt(adopt.former(), adopt.heir(), changes);
        whenDurable.add(() -> adopt.then().accept(isDone));
      }
      case TakeOut takeOut -> {
        TakeOut.Progress progress = members.takeOut(takeOut);
        List<AudienceChange> ended = members.told();
        whenDurable.add(() -> recent.add("", "", ended));
        whenDurable.add(() -> takeOut.then().accept(progress));
      }
      case Remember now ->
          books
              .accounts()
              .forEach((label, number) ->
                  History.remember(
                      number, Moment.of(now.millis(), books.ledger.line(number, label)), changes));
      case DeadOrder dead -> whenDurable.add(deadLetters.obey(dead));
      case EraseOrder erase -> whenDurable.add(eraser.obey(erase, time));
      case Witness witness -> books.directory.births.put(witness, changes);
      case Hold hold -> {
        Held before = books.directory.holds.of(hold.connection());
        if (hold.held() == null && before != null && before.why() != Held.Why.PAUSED) {
          // The stream is meant as it is there now, whichever it is.
          books.directory.births.forget(hold.connection(), changes);
        }
        books.directory.holds.put(hold, changes);
        whenDurable.add(() -> hold.then().accept(true));
      }
      case Discard discard -> {
        boolean isDone = isDiscarded(discard.former());
        whenDurable.add(() -> discard.then().accept(isDone));
      }
    }
  }

  private void enroll(Enroll enroll) {
    Map<String, Enrolled> enrolled =
        books.directory.enroll(
            enroll.contents(), books.ledger::isDrained, books.opening == 0, time, changes);
    whenDurable.add(() -> enroll.then().accept(enrolled));
  }

  /// Everything that lies there for a former connection goes, in one write with its counters. What
  /// its sessions' timers find later is nothing.
  private boolean isDiscarded(int connection) {
    Former former = books.directory.roster.former(connection);
    if (former == null || former.hasHeir()) {
      return false;
    }
    changes.deleteRange(
        Family.WAITING,
        WaitingKey.floor(connection, 0).bytes(),
        WaitingKey.floor(connection + 1, 0).bytes());
    changes.deleteRange(
        Family.SESSIONS, SessionKey.floor(connection), SessionKey.floor(connection + 1));
    changes.deleteRange(
        Family.DEAD,
        DeadKey.floor(connection, 0).bytes(),
        DeadKey.floor(connection + 1, 0).bytes());
    books.works.remove(connection, changes);
    books.ledger.discard(connection);
    return true;
  }

  private void close(CloseSessions close) throws IOException {
    for (SessionTimer timer : close.timers()) {
      OpenSessions.Closed closed = sessions.close(timer);
      if (closed != null) {
        put(closed.key(), closed.value());
      }
    }
    books.timers.move(close.timers().getLast(), time, changes);
    whenDurable.add(() -> close.then().accept(true));
  }

  private void strike(Strike strike) throws IOException {
    int connection = strike.connection();
    for (SessionPart left : strike.gone().sessions()) {
      sessions.gone(connection, left);
    }
    for (WaitingKey gone : strike.gone().keys()) {
      changes.delete(Family.WAITING, gone.bytes());
    }
    long bytes = -strike.gone().bytes();
    for (Strike.Again again : strike.fate().again()) {
      put(again.key().at(time + again.delayMicros()), again.value());
      bytes += again.value().storedBytes();
    }
    books.heads.move(connection, strike.head(), strike.gone().bytes(), time, changes);
    deadLetters.add(connection, strike.fate().dead());
    books.ledger.add(connection, Ledger.PENDING, -strike.fate().delivered());
    books.ledger.add(connection, Ledger.PENDING_BYTES, bytes);
    books.ledger.add(connection, Ledger.DELIVERED, strike.fate().delivered());
    books.ledger.raise(connection, Ledger.TRIED_MICROS, strike.tried());
    whenDurable.add(() -> strike.then().accept(true));
  }

  /// Adds submissions, each whole: twins of one mark are answered with the write that holds the
  /// first.
  void add(List<Prepared> all) throws IOException {
    List<Prepared> submissions = all.stream().filter(this::isOfItsTime).toList();
    List<Hash> marks = new ArrayList<>();
    for (Prepared prepared : submissions) {
      for (Submission.Part part : prepared.submission().batches()) {
        if (part.mark() != null) {
          marks.add(part.mark());
        }
      }
    }
    List<Boolean> cameBefore = marks.isEmpty() ? List.of() : books.seen.cameBefore(marks);
    int looked = 0;
    for (Prepared prepared : submissions) {
      List<Submission.Part> parts = prepared.submission().batches();
      List<Long> sequences = new ArrayList<>(parts.size());
      for (int i = 0; i < parts.size(); i++) {
        Hash mark = parts.get(i).mark();
        boolean duplicate =
            mark != null && (cameBefore.get(looked++) || !books.seen.take(mark, changes));
        sequences.add(keep(parts.get(i), prepared.parts().get(i), duplicate));
      }
      Outcome kept = new Outcome.Kept(sequences, members.told());
      whenDurable.add(() -> prepared.submission().then().accept(kept));
    }
  }

  /// Whether the content settings it was selected by are there still. They are forgotten long after
  /// they were superseded; who was on the way for even longer is asked to send again.
  private boolean isOfItsTime(Prepared prepared) {
    if (prepared.revisions().allMatch(books.directory.revisions::isKnown)) {
      return true;
    }
    Outcome refused = new Outcome.Refused("it was selected by settings that are forgotten", 1);
    whenDurable.add(() -> prepared.submission().then().accept(refused));
    return false;
  }

  /// Keeps a part, unless it is a duplicate; its sequence.
  private long keep(Submission.Part part, List<Prepared.Rows> rows, boolean duplicate)
      throws IOException {
    for (Arrival arrival : part.arrivals()) {
      String counter = duplicate ? Ledger.DUPLICATES : Ledger.ACCEPTED;
      books.ledger.add(arrival.connection(), counter, arrival.accepted());
    }
    if (duplicate) {
      part.steps().forEach(this::countDuplicate);
      return Outcome.Kept.DUPLICATE;
    }
    for (Arrival arrival : part.arrivals()) {
      books.ledger.add(arrival.connection(), Ledger.DISCARDED, arrival.discarded());
      countFiltered(arrival.connection(), arrival.filtered());
    }
    long sequence = books.nextSequence();
    for (Arrival arrival : part.arrivals()) {
      for (SessionMark mark : arrival.sessions()) {
        sessions.mark(arrival.connection(), mark, sequence);
      }
    }
    for (Prepared.Rows waiting : rows) {
      keep(waiting, sequence);
    }
    for (Step step : part.steps()) {
      take(step);
    }
    return sequence;
  }

  private void take(Step step) throws IOException {
    switch (step) {
      case AudienceStep audience -> members.take(audience);
      case Identifying identifying -> members.take(identifying);
      case Announcement announcement -> take(announcement);
      case Rejection rejection -> books.rejects.add(rejection, books.nextSequence(), changes);
    }
  }

  private void take(Announcement announcement) {
    int connection = announcement.connection();
    books.ledger.add(connection, Ledger.ACCEPTED, 1);
    if (announcement.filteredBy() != null) {
      countFiltered(connection, Map.of(announcement.filteredBy(), 1));
    } else if (announcement.isDiscarded()) {
      books.ledger.add(connection, Ledger.DISCARDED, 1);
    } else {
      EncodedMessage encoded =
          new EncodedMessage(announcement.message(), Set.of(announcement.input()), List.of());
      RowValue value = RowValue.of(encoded, Tries.NONE);
      long sequence = books.nextSequence();
      long due = books.horizon() + 1;
      put(new WaitingKey(connection, due, new Hash(0, sequence), sequence, 0), value);
      books.ledger.add(connection, Ledger.PENDING, 1);
      books.ledger.add(connection, Ledger.PENDING_BYTES, value.storedBytes());
    }
  }

  private void countFiltered(int connection, Map<String, Integer> filtered) {
    filtered.forEach(
        (setting, count) -> books.ledger.add(connection, Ledger.FILTERED + setting, count));
  }

  /// How many messages a change would have made is not known: it counts as one.
  private void countDuplicate(Step step) {
    if (step instanceof Announcement announcement) {
      books.ledger.add(announcement.connection(), Ledger.DUPLICATES, 1);
    }
    if (step instanceof AudienceStep.MemberChange change) {
      change.connections().forEach(number -> books.ledger.add(number, Ledger.DUPLICATES, 1));
    }
  }

  /// The messages of one change lie in the order in which they are made, and those of one user in
  /// the order of the changes.
  private void keep(AudienceArrival arrival, Hash group, long sequence) {
    int connection = arrival.connection();
    books.ledger.add(connection, Ledger.ACCEPTED, arrival.accepted());
    books.ledger.add(connection, Ledger.DISCARDED, arrival.discarded());
    countFiltered(connection, arrival.filtered());
    for (AudienceArrival.Numbered each : arrival.messages()) {
      RowValue value = RowValue.of(Row.Kind.AUDIENCE, 1, each.message().stored());
      put(new WaitingKey(connection, books.horizon() + 1, group, sequence, each.n()), value);
      books.ledger.add(connection, Ledger.PENDING, 1);
      books.ledger.add(connection, Ledger.PENDING_BYTES, value.storedBytes());
    }
  }

  private void keep(Prepared.Rows waiting, long sequence) {
    int connection = waiting.connection();
    switch (waiting.grouping()) {
      case Grouping.Alone() -> keep(waiting, sequence, books.horizon() + 1, new Hash(0, sequence));
      case Grouping.Window(Hash group, long intervalMillis) ->
          keep(waiting, sequence, windowEnd(group, intervalMillis * MICROS_PER_MILLI), group);
      case Grouping.Session session ->
          sessions.keep(connection, session, waiting.values(), sequence);
    }
  }

  private void keep(Prepared.Rows waiting, long sequence, long due, Hash group) {
    WaitingKey key = new WaitingKey(waiting.connection(), due, group, sequence, 0);
    int count = 0;
    long bytes = 0;
    for (RowValue value : waiting.values()) {
      put(key, value);
      key = key.next();
      count += value.count();
      bytes += value.storedBytes();
    }
    books.ledger.add(waiting.connection(), Ledger.PENDING, count);
    books.ledger.add(waiting.connection(), Ledger.PENDING_BYTES, bytes);
  }

  /// The next end of the group's windows: a pure function of store time, the interval and the
  /// group, so that an open window costs no memory and ends are spread evenly. Not of the horizon:
  /// after an idle time that lies far back, and so would the end.
  private long windowEnd(Hash group, long interval) {
    long phase = Long.remainderUnsigned(group.high(), interval);
    return phase + Math.floorDiv(time - phase, interval) * interval + interval;
  }

  private void put(WaitingKey key, RowValue value) {
    put(key, value.bytes());
  }

  private void put(WaitingKey key, byte[] value) {
    if (key.due() <= books.horizon()) {
      throw new IllegalStateException(
          "a row due at " + key.due() + " behind the horizon " + books.horizon());
    }
    changes.put(Family.WAITING, key.bytes(), value);
    earliestDue.merge(key.connection(), key.due(), Math::min);
  }
}
