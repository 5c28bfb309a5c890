package io.hydrant.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Session timers in the order of their time, and the mark below which all are done: as with
/// [Heads], what lies behind it is deleted in ranges, rarely. Moved by the committer alone; read by
/// the sessions' loop.
final class Timers {
  /// Stands for the sessions' loop where waiters are told apart by connection; no connection has
  /// it.
  static final int WAITER = 0;

  private static final byte[] MARK_KEY = "timers".getBytes(StandardCharsets.UTF_8);
  private static final long SWEEP_MICROS = TimeUnit.MINUTES.toMicros(1);

  private volatile byte[] mark;
  private byte[] swept = SessionTimer.floor(0);
  private long sweptAt;

  private Timers(byte[] mark) {
    this.mark = mark;
  }

  static Timers load(TablesView tables) throws IOException {
    byte @Nullable [] stored = tables.get(Family.META, MARK_KEY);
    return new Timers(stored == null ? SessionTimer.floor(0) : stored);
  }

  /// All timers up to this one are done with the write under way.
  void move(SessionTimer last, long time, Tables.Changes changes) {
    mark = last.behind();
    changes.put(Family.META, MARK_KEY, mark);
    if (time - sweptAt >= SWEEP_MICROS) {
      changes.deleteRange(Family.SESSION_TIMERS, swept, mark);
      swept = mark;
      sweptAt = time;
    }
  }

  /// What a look at the timers found.
  ///
  /// @param next due of the first timer that is not due yet; [Long#MAX_VALUE] when there is none,
  ///   or when there are more that are due
  record Look(List<SessionTimer> due, long next) {}

  /// The timers that are due by `horizon`, in order, at most `max`.
  Look look(TablesView tables, long horizon, int max) throws IOException {
    List<SessionTimer> due = new ArrayList<>();
    byte[] end = SessionTimer.floor(Long.MAX_VALUE);
    try (TablesView.Cursor cursor = tables.scan(Family.SESSION_TIMERS, mark, end)) {
      for (; cursor.valid() && due.size() < max; cursor.next()) {
        SessionTimer timer = SessionTimer.of(cursor.key(), cursor.value());
        if (timer.due() > horizon) {
          return new Look(due, timer.due());
        }
        due.add(timer);
      }
    }
    return new Look(due, Long.MAX_VALUE);
  }
}
