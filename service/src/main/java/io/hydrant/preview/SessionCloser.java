package io.hydrant.preview;

import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.SessionMark;
import io.hydrant.preview.Previewed.When;
import io.hydrant.settings.Batching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The sessions that are open in a [WaitingRoom], and when each is complete, as the store's timers
/// would have it. In earnest a session that nothing ends may wait a 64th of its timeout longer. Not
/// safe for many threads.
final class SessionCloser {
  private static final long STRAGGLERS_MILLIS = TimeUnit.SECONDS.toMillis(30);
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
  private static final String ENDED = "30s after its session_end";
  private static final String FOLLOWED = "30s after the session_start of another session";

  private record Session(Hash group, Hash session) {}

  private static final class Open {
    private final Departure departure;
    private final long timeoutMillis;
    private final long firstMillis;
    private final boolean outside;
    private long lastMillis;
    private long overMillis = Long.MAX_VALUE;
    private String overBy = "";

    Open(Departure departure, Grouping.Session session, long millis) {
      this.departure = departure;
      this.timeoutMillis = session.timeoutMillis();
      this.firstMillis = millis;
      this.outside = session.session().equals(Grouping.Session.OUTSIDE);
    }

    void over(String by, long millis) {
      if (millis < overMillis) {
        overMillis = millis;
        overBy = by;
      }
    }

    long closesMillis() {
      long idle = lastMillis + timeoutMillis;
      return Math.min(overMillis, Math.min(idle, firstMillis + DAY_MILLIS));
    }

    When when() {
      long closes = closesMillis();
      return new When(words(closes), closes - lastMillis);
    }

    private String words(long closes) {
      if (closes == overMillis) {
        return overBy;
      }
      if (closes == firstMillis + DAY_MILLIS) {
        return "24h after the first of its session";
      }
      String timeout = Batching.written(timeoutMillis);
      return outside
          ? "after " + timeout + " without anything more outside of a session"
          : "when its session is complete: after " + timeout + ", if nothing more of it comes";
    }
  }

  private final List<Departure> departures;
  private final Map<Session, Open> open = new LinkedHashMap<>();
  private final Map<Session, String> overNow = new HashMap<>();

  /// @param departures gets those of every session when it opens
  SessionCloser(List<Departure> departures) {
    this.departures = departures;
  }

  /// A batch is received, which says this of the course of sessions.
  void arrives(List<SessionMark> marks, long millis) {
    close(millis);
    overNow.clear();
    for (SessionMark mark : marks) {
      switch (mark) {
        case SessionMark.Ended(Hash group, Set<Hash> sessions) ->
            sessions.forEach(session -> over(new Session(group, session), ENDED, millis));
        case SessionMark.Started started -> {
          Set<Hash> others = new HashSet<>(started.before());
          for (Session session : new ArrayList<>(open.keySet())) {
            if (session.group().equals(started.group())
                && started.endsOthersThan(session.session())) {
              others.add(session.session());
            }
          }
          others.remove(Grouping.Session.OUTSIDE);
          others.forEach(other -> over(new Session(started.group(), other), FOLLOWED, millis));
        }
      }
    }
  }

  private void over(Session session, String by, long millis) {
    overNow.putIfAbsent(session, by);
    Open held = open.get(session);
    if (held != null) {
      held.over(by, millis + STRAGGLERS_MILLIS);
    }
  }

  /// The rows of a session that the batch received now brings something for.
  Departure of(Grouping.Session to, long millis) {
    Session session = new Session(to.group(), to.session());
    Open held = open.get(session);
    if (held == null) {
      held = new Open(new Departure(new When("", 0)), to, millis);
      departures.add(held.departure);
      open.put(session, held);
      String by = overNow.get(session);
      if (by != null) {
        held.over(by, millis + STRAGGLERS_MILLIS);
      }
    }
    held.lastMillis = millis;
    return held.departure;
  }

  /// Closes what is complete by now.
  private void close(long millis) {
    for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
      Open held = each.next();
      if (held.closesMillis() <= millis) {
        held.departure.leaves(held.when());
        each.remove();
      }
    }
  }

  /// Nothing more comes.
  void closeAll() {
    close(Long.MAX_VALUE);
  }
}
