package io.hydrant.simulator;

import java.util.List;

/// What a client wants to be kept: batches it sends together, again and again until it hears that
/// they are.
final class Request {

  /// One event, known by a name that no other has.
  record Event(String name, boolean isScreen) {
    private String json() {
      return isScreen
          ? "{\"event_type\":\"screen_view\",\"data\":{\"screen_name\":\"" + name + "\"}}"
          : "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + name + "\"}}";
    }
  }

  /// One batch of one user.
  ///
  /// @param requestId `source_request_id`; empty: none, so it is never sent twice
  record Part(String requestId, int user, List<Event> events) {
    String body() {
      List<String> written = events.stream().map(Event::json).toList();
      String id = requestId.isEmpty() ? "" : "\"source_request_id\":\"" + requestId + "\",";
      return "{%s\"mpid\":%d,\"user_attributes\":{\"n\":\"%s\"},\"events\":[%s]}"
          .formatted(id, user, "v".repeat(user * 40), String.join(",", written));
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
