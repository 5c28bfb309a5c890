package io.hydrant.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sessions that wait until they are complete (section 5, whole sessions). Sessions longer than 24
/// h are not cut here.
final class Sessions {
  private static final long STRAGGLERS_MILLIS = 30_000;
  private static final long LATE_MILLIS = 200;

  private final long timeoutMillis;
  private final Consumer<List<Part>> leave;
  private final List<Open> open = new ArrayList<>();
  private boolean isNarrow;

  /// @param leave takes the parts of a session that is complete
  Sessions(long timeoutMillis, Consumer<List<Part>> leave) {
    this.timeoutMillis = timeoutMillis;
    this.leave = leave;
  }

  /// A session that something waits in.
  private static final class Open {
    final Group group;
    final Session session;
    final List<Part> parts = new ArrayList<>();
    long idle;
    long over = Long.MAX_VALUE;

    Open(Group group, Session session) {
      this.group = group;
      this.session = session;
    }

    /// When it leaves, as things stand.
    long leaves() {
      return Math.min(idle, over);
    }
  }

  /// Whether a batch came when a session had been complete for so short a time that the product's
  /// timers, of which that of the timeout may be late by a 64th, may have let it in.
  boolean isNarrow() {
    return isNarrow;
  }

  /// Lets leave what is complete when a batch comes.
  void closeUntil(long now) {
    while (true) {
      Optional<Open> first = open.stream().min(Comparator.comparingLong(Open::leaves));
      if (first.isEmpty() || first.get().leaves() > now) {
        return;
      }
      open.remove(first.get());
      long late = first.get().over < first.get().idle ? 0 : timeoutMillis / 64;
      isNarrow |= now - first.get().leaves() < late + LATE_MILLIS;
      leave.accept(first.get().parts);
    }
  }

  /// Takes a batch.
  ///
  /// @param part what is sent of it; null when nothing is
  /// @param selection says which events are
  void arrive(Group group, Received received, @Nullable Part part, Selection selection) {
    if (part != null && part.events().isEmpty()) {
      begun(group, Session.OUTSIDE, part);
    }
    Map<Session, Part> brought = new HashMap<>();
    int sent = 0;
    for (Map<String, @Nullable Object> event : Selection.events(received.batch())) {
      Session session = Session.of(event);
      if (part != null && selection.dropsEvent(event) == null) {
        brought
            .computeIfAbsent(session, first -> begun(group, first, part))
            .events()
            .add(part.events().get(sent++));
      }
      if ("session_start".equals(event.get("event_type")) && !session.equals(Session.OUTSIDE)) {
        open.stream()
            .filter(other -> other.group.equals(group))
            .filter(other -> !other.session.equals(session))
            .forEach(other -> isOver(other, received.at()));
      }
    }
    // An end counts for all that its batch brings, wherever it stands among the events.
    for (Map<String, @Nullable Object> event : Selection.events(received.batch())) {
      if ("session_end".equals(event.get("event_type"))) {
        Session session = Session.of(event);
        open.stream()
            .filter(other -> other.group.equals(group) && other.session.equals(session))
            .forEach(other -> isOver(other, received.at()));
      }
    }
  }

  /// Outside closes only by the timeout.
  private static void isOver(Open session, long at) {
    if (!session.session.equals(Session.OUTSIDE)) {
      session.over = Math.min(session.over, at + STRAGGLERS_MILLIS);
    }
  }

  /// What a batch brings to a session, none of its events yet.
  private Part begun(Group group, Session session, Part part) {
    Open waiting =
        open.stream()
            .filter(each -> each.group.equals(group) && each.session.equals(session))
            .findFirst()
            .orElse(null);
    if (waiting == null) {
      waiting = new Open(group, session);
      open.add(waiting);
    }
    Part brought = new Part(part.received(), part.members(), new ArrayList<>());
    waiting.idle = part.received().at() + timeoutMillis;
    waiting.parts.add(brought);
    return brought;
  }
}
