package io.hydrant.group;

import io.hydrant.model.Bytes;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.SessionMark;
import io.hydrant.select.SessionStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows the sessions of one batch: which of its events go where, and which sessions began or
/// ended. Events of no session go to one of their own, *outside*. Not safe for many threads.
///
/// Its work grows with the events, not with the pairs of sessions that a strange batch can hold.
final class SessionCourse {
  private static final int NEVER = -1;

  /// A session of the batch.
  private static final class Part {
    private final Hash session;
    private final List<Integer> events = new ArrayList<>();

    /// When the first of its events that are sent came, in steps.
    private int since;

    Part(Hash session) {
      this.session = session;
    }
  }

  private final KeyedHash hash;
  private final Bytes groupKey;
  private final Hash group;
  private final Map<Bytes, Part> parts = new LinkedHashMap<>();
  private final Set<Hash> started = new HashSet<>();
  private final Set<Hash> ended = new LinkedHashSet<>();
  private int steps;
  private int sent;

  // When the last start came, whose it was, and when the last of any other session came.
  private int lastStart = NEVER;
  private Hash lastStarted = Grouping.Session.OUTSIDE;
  private int otherStart = NEVER;

  SessionCourse(KeyedHash hash, Bytes groupKey) {
    this.hash = hash;
    this.groupKey = groupKey;
    this.group = hash.of(groupKey);
  }

  void take(SessionStep step) {
    Part part = parts.computeIfAbsent(step.session(), clear -> new Part(hash(clear)));
    switch (step) {
      case SessionStep.Sent _ -> {
        part.since = part.events.isEmpty() ? steps : part.since;
        part.events.add(sent++);
      }
      case SessionStep.Ended _ -> ended.add(part.session);
      case SessionStep.Started _ -> started(part.session);
    }
    steps++;
  }

  private void started(Hash session) {
    started.add(session);
    if (!session.equals(lastStarted)) {
      otherStart = lastStart;
      lastStarted = session;
    }
    lastStart = steps;
  }

  private Hash hash(Bytes session) {
    return session.length() == 0 ? Grouping.Session.OUTSIDE : hash.of(groupKey, session);
  }

  /// Which of the events that are sent go where; a batch without any waits outside.
  Map<Grouping.Session, List<Integer>> parts(long timeoutMillis) {
    Map<Grouping.Session, List<Integer>> filled = new LinkedHashMap<>();
    for (Part part : parts.values()) {
      if (!part.events.isEmpty()) {
        filled.put(new Grouping.Session(group, part.session, timeoutMillis), part.events);
      }
    }
    if (filled.isEmpty()) {
      filled.put(new Grouping.Session(group, Grouping.Session.OUTSIDE, timeoutMillis), List.of());
    }
    return filled;
  }

  /// What the batch says of the course of sessions.
  List<SessionMark> marks() {
    List<SessionMark> marks = new ArrayList<>();
    if (!ended.isEmpty()) {
      marks.add(new SessionMark.Ended(group, ended));
    }
    if (!started.isEmpty()) {
      marks.add(new SessionMark.Started(group, started, before()));
    }
    return marks;
  }

  private Set<Hash> before() {
    Set<Hash> before = new HashSet<>();
    for (Part part : parts.values()) {
      int start = part.session.equals(lastStarted) ? otherStart : lastStart;
      if (!part.events.isEmpty() && part.since < start) {
        before.add(part.session);
      }
    }
    before.remove(Grouping.Session.OUTSIDE);
    return before;
  }
}
