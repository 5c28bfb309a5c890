package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the `data` of an event gains (section 4, second table).
final class Completion {
  private final Received received;
  private final List<Map<String, @Nullable Object>> events;

  /// @param received a batch, with all events it came with
  Completion(Received received) {
    this.received = received;
    this.events = Selection.events(received.batch());
  }

  /// Adds what an event of the batch lacks.
  void complete(Map<String, @Nullable Object> event) {
    Map<String, @Nullable Object> data = Tree.object(event.get("data"));
    if (data == null) {
      data = new LinkedHashMap<>();
      event.put("data", data);
    }
    gain(data, "timestamp_unixtime_ms", receipt());
    gain(data, "event_id", "$int64");
    if (data.get("session_uuid") instanceof String uuid && !uuid.isEmpty()) {
      gain(data, "session_id", new Digits(String.valueOf(Session.hash(uuid))));
    }
    gain(data, "session_start_unixtime_ms", sessionStart(Session.of(event)));
    gain(data, "event_start_unixtime_ms", data.get("timestamp_unixtime_ms"));
  }

  private static void gain(
      Map<String, @Nullable Object> data, String name, @Nullable Object value) {
    if (data.get(name) == null && value != null) {
      data.put(name, value);
    }
  }

  private Digits receipt() {
    return new Digits(String.valueOf(received.at()));
  }

  /// The time of the first `session_start` of the same session in the same batch, forwarded or not.
  private @Nullable Object sessionStart(Session session) {
    for (Map<String, @Nullable Object> event : events) {
      if ("session_start".equals(event.get("event_type"))
          && !session.equals(Session.OUTSIDE)
          && Session.of(event).equals(session)) {
        Object timestamp = Tree.member(event.get("data"), "timestamp_unixtime_ms");
        return timestamp == null ? receipt() : timestamp;
      }
    }
    return null;
  }
}
