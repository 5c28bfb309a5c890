package io.hydrant.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a client wants to be kept: batches it sends together, again and again until it hears that
/// they are.
final class Request {

  /// One event, known by a name that no other has, and more or less long.
  record Event(String name, boolean isScreen, int length) {
    private String json() {
      String type = isScreen ? "screen_view" : "custom_event";
      String member = isScreen ? "screen_name" : "event_name";
      return "{\"event_type\":\"%s\",\"data\":{\"%s\":\"%s\",\"custom_attributes\":{\"p\":\"%s\"}}}"
          .formatted(type, member, name, "p".repeat(length));
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

  final List<Part> parts;
  Fate fate = Fate.OPEN;
  private final Set<String> everySent = new HashSet<>();
  private final Set<String> anySent = new HashSet<>();

  Request(List<Part> parts) {
    this.parts = parts;
  }

  /// It is sent, while there are these connections.
  void sentTo(Set<String> connections) {
    if (anySent.isEmpty()) {
      everySent.addAll(connections);
    }
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

  /// Whether it may be sent once more.
  boolean isNamed() {
    return parts.stream().allMatch(Part::isNamed);
  }
}
