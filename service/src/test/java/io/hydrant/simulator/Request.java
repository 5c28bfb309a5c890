package io.hydrant.simulator;

import java.util.List;

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

  Request(List<Part> parts) {
    this.parts = parts;
  }

  /// Whether it may be sent once more.
  boolean isNamed() {
    return parts.stream().allMatch(Part::isNamed);
  }
}
