package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// What one write does to forget people. What is asked for was found by others while this write was
/// not yet made, so everything is looked at once more: what moved meanwhile is found where it went.
final class Eraser {
  private final Books books;
  private final Tables.Changes changes;
  private final OpenSessions sessions;
  private final DeadLetters deadLetters;
  private final Members members;
  private final IntPredicate hasLoop;

  /// @param hasLoop whether a connection has a delivery loop
  Eraser(
      Books books,
      Tables.Changes changes,
      OpenSessions sessions,
      DeadLetters deadLetters,
      Members members,
      IntPredicate hasLoop) {
    this.books = books;
    this.changes = changes;
    this.sessions = sessions;
    this.deadLetters = deadLetters;
    this.members = members;
    this.hasLoop = hasLoop;
  }

  /// Does what an order says. After all orders that move rows, before submissions.
  ///
  /// @return what tells who ordered it
  Runnable obey(EraseOrder order, long time) throws IOException {
    return switch (order) {
      case EraseOrder.Begin begin -> {
        Erasure.Id id = begin(begin);
        yield () -> begin.then().accept(id);
      }
      case EraseOrder.Waiting waiting -> {
        for (WaitingKey key : waiting.keys()) {
          waiting(key);
        }
        yield () -> waiting.then().accept(true);
      }
      case EraseOrder.Step step -> {
        boolean isDone = Objects.equals(books.erasures.sweep(), step.before());
        if (isDone) {
          step(step, time);
        }
        yield () -> step.then().accept(isDone);
      }
    };
  }

  /// Everything that was answered before is meant: it has a sequence, and what comes with this very
  /// write gets a later one.
  private Erasure.Id begin(EraseOrder.Begin begin) throws IOException {
    EraseOrder.Named named = begin.named();
    Set<Hash> given = new HashSet<>(named.hashes());
    Set<Hash> joined = new HashSet<>();
    for (Hash user : named.hashes()) {
      members.forget(user);
      Recall.Recalled recalled = recall(user, begin.recall());
      if (recalled != null) {
        members.forget(user, recalled);
        all(recalled.trace(), named.isByMpid() ? given : joined);
      }
    }
    books.erasures.forget(begin.millis(), changes);
    Erasure erasure =
        new Erasure(
            books.erasures.newId(begin.millis()),
            books.sequence(),
            named.isByMpid(),
            given,
            joined,
            Erasure.Stage.BEGUN,
            Erasure.Counts.NONE,
            0);
    books.erasures.stageMore(erasure);
    books.rejects.forget(books.sequence(), changes);
    return erasure.id();
  }

  private Recall.@Nullable Recalled recall(Hash user, Recall recall) throws IOException {
    Bytes known = members.known(user);
    return known == null ? null : recall.of(known, books.audiences::staged);
  }

  private static void all(Trace trace, Set<Hash> hashes) {
    hashes.addAll(trace.identities());
    if (trace.mpid() != null) {
      hashes.add(trace.mpid());
    }
  }

  private void step(EraseOrder.Step step, long time) throws IOException {
    Sweep before = step.before();
    Sweep after = step.after();
    if (before == null) {
      books.erasures.all().forEach(erasure -> books.erasures.stage(erasure.sweeping()));
    } else {
      for (Bytes key : step.keys()) {
        erase(before.stage(), key.toArray(), step.recall());
      }
    }
    if (after != null && after.stage() == Sweep.Stage.PURGE) {
      books.heads.sweep(time, changes);
    }
    if (after == null) {
      for (Erasure erasure : swept()) {
        books.erasures.stage(erasure.done(step.millis()));
      }
    }
    books.erasures.sweep(after, changes);
  }

  private List<Erasure> swept() {
    return books.erasures.all().stream()
        .filter(erasure -> erasure.stage() == Erasure.Stage.SWEEPING)
        .toList();
  }

  private void erase(Sweep.Stage stage, byte[] key, Recall recall) throws IOException {
    switch (stage) {
      case MEMBERS -> member(Members.user(key), recall);
      case DEAD -> {
        Findings found = deadLetters.erase(DeadKey.of(key), books.erasures.coverage());
        count(DeadKey.of(key).connection(), Ledger.DEAD, Ledger.DEAD_BYTES, found);
      }
      case SESSIONS -> {
        Findings found = sessions.erase(key, books.erasures.coverage());
        int connection = SessionKey.of(ByteBuffer.wrap(key)).connection();
        count(connection, Ledger.SESSIONS, Ledger.SESSION_BYTES, found);
      }
      case WAITING -> {
        WaitingKey waiting = WaitingKey.of(key);
        // A loop that began meanwhile looks through what is its own.
        if (!hasLoop.test(waiting.connection())) {
          waiting(waiting);
        }
      }
      case LANDING, PURGE -> throw new IllegalStateException("nothing is erased at " + stage);
    }
  }

  private void member(Hash user, Recall recall) throws IOException {
    Recall.Recalled recalled = recall(user, recall);
    if (recalled == null) {
      return;
    }
    boolean isForgotten = false;
    for (Erasure erasure : swept()) {
      if (erasure.coversMember(recalled)) {
        isForgotten = true;
        if (!erasure.isByMpid()) {
          Set<Hash> more = new HashSet<>();
          all(recalled.trace(), more);
          books.erasures.stageMore(erasure.joining(more));
        }
      }
    }
    if (isForgotten) {
      members.forget(user, recalled);
    }
  }

  private void waiting(WaitingKey key) throws IOException {
    byte[] value = books.tables.get(Family.WAITING, key.bytes());
    if (value == null) {
      return;
    }
    Row row = RowValue.row(key, value);
    Findings found = Findings.of(row, books.erasures.coverage(), books.tables);
    if (found.isAll()) {
      changes.delete(Family.WAITING, key.bytes());
      if (row.kind() == Row.Kind.SESSION) {
        sessions.gone(key.connection(), SessionPart.of(row));
      }
    } else if (!found.isNothing()) {
      // In place, though it may be due: nobody reads it before this write is answered.
      changes.put(Family.WAITING, key.bytes(), found.rest().bytes());
      sessions.gone(key.connection(), SessionPart.of(row), found.fragments());
    }
    count(key.connection(), Ledger.PENDING, Ledger.PENDING_BYTES, found);
  }

  private void count(int connection, String counter, String bytes, Findings found) {
    books.ledger.add(connection, counter, -found.count());
    books.ledger.add(connection, bytes, -found.bytes());
    books.ledger.add(connection, Ledger.ERASED, found.count());
    found.counts().forEach(books.erasures::count);
  }
}
