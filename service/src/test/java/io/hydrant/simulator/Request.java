package io.hydrant.simulator;

import io.hydrant.settings.Toggle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What a client wants to be kept: batches it sends together, again and again until it hears that
/// they are.
final class Request {

  /// Users, numbered from 1.
  static final int USERS = 3;

  /// Every user has some at any time, and the same come again; empty is none.
  private static final List<String> SESSIONS = List.of("A", "B", "C", "D", "");

  /// What an event is.
  enum Kind {
    CUSTOM("custom_event", null),
    SCREEN("screen_view", Toggle.SEND_SCREEN_VIEWS),
    START("session_start", Toggle.SEND_LIFECYCLE_EVENTS),
    END("session_end", Toggle.SEND_LIFECYCLE_EVENTS);

    private final String type;

    /// The setting that drops it; null: none does.
    final @Nullable Toggle toggle;

    Kind(String type, @Nullable Toggle toggle) {
      this.type = type;
      this.toggle = toggle;
    }

    static Kind any(SplittableRandom random) {
      int dice = random.nextInt(20);
      return dice < 13 ? CUSTOM : dice < 17 ? SCREEN : dice < 19 ? START : END;
    }
  }

  /// One event, known by a name that no other has, and more or less long.
  ///
  /// @param session that it is of; empty: none
  record Event(String name, Kind kind, String session, int length) {
    private String json() {
      return """
      {"event_type":"%s","data":{"event_name":"%s","session_uuid":"%s","p":"%s"}}\
      """
          .formatted(kind.type, name, session, "p".repeat(length));
    }
  }

  /// One batch of one user.
  ///
  /// @param requestId `source_request_id`; empty: none, so it is never sent twice
  record Part(String requestId, int user, List<Event> events) {
    String body() {
      List<String> written = events.stream().map(Event::json).toList();
      String id = requestId.isEmpty() ? "" : "\"source_request_id\":\"" + requestId + "\",";
      return "{%s\"mpid\":%d,\"events\":[%s]}".formatted(id, user, String.join(",", written));
    }

    boolean isNamed() {
      return !requestId.isEmpty();
    }
  }

  /// What the client knows.
  enum Fate {
    /// Nothing: never sent, or sent and not answered, or refused.
    OPEN,
    /// Sent and not answered yet.
    SENT,
    /// It was told that all is kept.
    KEPT,
    /// It gave up, without knowing.
    GIVEN_UP
  }

  /// Events at random, most of them of one session; two of one batch are rarer, and so is an event
  /// of none.
  ///
  /// @param number of the first
  static List<Event> events(SplittableRandom random, int number) {
    List<Event> events = new ArrayList<>();
    String session = SESSIONS.get(random.nextInt(SESSIONS.size()));
    int count = random.nextInt(20) == 0 ? random.nextInt(40) : random.nextInt(6);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(8) == 0) {
        session = SESSIONS.get(random.nextInt(SESSIONS.size()));
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(1_000) : 0;
      events.add(new Event("x" + (number + i), Kind.any(random), session, length));
    }
    return events;
  }

  final List<Part> parts;
  Fate fate = Fate.OPEN;
  private final Set<String> everySent = new HashSet<>();
  private final Set<String> anySent = new HashSet<>();
  private boolean wasSent;

  Request(List<Part> parts) {
    this.parts = parts;
  }

  /// It is sent, while there are these connections.
  void sentTo(Set<String> connections) {
    if (!wasSent) {
      everySent.addAll(connections);
    }
    wasSent = true;
    everySent.retainAll(connections);
    anySent.addAll(connections);
  }

  /// Whether it was for a connection each time it was sent: if it is kept, it is kept for that.
  boolean isAlwaysFor(String connection) {
    return everySent.contains(connection);
  }

  /// Whether it was for a connection at some time.
  boolean isEverFor(String connection) {
    return anySent.contains(connection);
  }

  /// Whether the client waits, or will send it again.
  boolean isUndecided() {
    return fate == Fate.OPEN || fate == Fate.SENT;
  }

  /// Whether it may be sent once more.
  boolean isNamed() {
    return parts.stream().allMatch(Part::isNamed);
  }
}
