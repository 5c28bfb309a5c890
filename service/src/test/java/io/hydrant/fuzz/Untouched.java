package io.hydrant.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Batch;
import io.hydrant.model.Message;
import io.hydrant.vectors.StrictJson;
import io.hydrant.vectors.StrictJson.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds messages to the batches they were made of, both read by another parser than the product's:
/// a message is valid JSON, and what no rule names has the bytes it came with.
final class Untouched {
  /// Top-level members that a setting, a rule of merging or Hydrant itself may change.
  private static final Set<String> RULED =
      Set.of(
          "events",
          "environment",
          "batch_id",
          "mpid",
          "mp_deviceid",
          "user_identities",
          "partner_identities",
          "integration_attributes",
          "device_info",
          "application_info",
          "context",
          "user_attributes",
          "deleted_user_attributes",
          "ip",
          "api_key",
          "api_keys",
          "message_id",
          "message_type",
          "schema_version",
          "unique_id",
          "system_notifications",
          "source_info",
          "timestamp_unixtime_ms");

  /// Members of an event's data that are added where they lack a value.
  private static final Set<String> COMPLETED =
      Set.of(
          "timestamp_unixtime_ms",
          "event_id",
          "session_id",
          "session_start_unixtime_ms",
          "event_start_unixtime_ms");

  /// Members of an event's data that a setting removes, or that are written as documented.
  private static final Set<String> RULED_DATA =
      Set.of(
          "location",
          "breadcrumbs",
          "custom_event_type",
          "product_action",
          "promotion_action",
          "push_message_type",
          "network",
          "application_state",
          "application_transition_type");

  private Untouched() {}

  static Value document(Batch batch) {
    byte[] text = batch.json().text();
    int start = batch.json().start(batch.node());
    return valid(Arrays.copyOfRange(text, start, batch.json().end(batch.node())));
  }

  static Value document(Message message) {
    byte[] bytes = message.document().toArray();
    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(bytes[i]).as("byte %s of a message", i).isNotEqualTo((byte) '\n');
    }
    return valid(bytes);
  }

  private static Value valid(byte[] bytes) {
    Value document = StrictJson.document(bytes);
    if (document == null) {
      throw new AssertionError(
          "not JSON: " + new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    }
    return document;
  }

  /// Checks one message of all events that passed, of these batches in order of receipt.
  static void check(Value message, List<Value> batches) {
    members(message, batches);
    List<Value> came = new ArrayList<>();
    batches.forEach(batch -> came.addAll(events(batch)));
    int at = 0;
    for (Value sent : events(message)) {
      while (!isOfType(came.get(at), sent)) {
        at++;
      }
      event(came.get(at++), sent);
    }
  }

  /// Checks a message of one event, of a batch; returns behind which of its events the next is
  /// looked for.
  static int checkSingle(Value message, Value batch, int from) {
    members(message, List.of(batch));
    Value sent = events(message).getFirst();
    List<Value> came = events(batch);
    int at = from;
    while (!isOfType(came.get(at), sent)) {
      at++;
    }
    event(came.get(at), sent);
    return at + 1;
  }

  private static List<Value> events(Value document) {
    Value events = document.member("events");
    return events == null ? List.of() : events.children();
  }

  /// Of one type all events pass or none, so that the next of its type is the one.
  private static boolean isOfType(Value came, Value sent) {
    return lower(type(came)).equals(lower(type(sent)));
  }

  private static String type(Value event) {
    return StrictJson.decoded(raw(event, "event_type"));
  }

  private static String raw(Value object, String name) {
    Value member = object.member(name);
    if (member == null) {
      throw new AssertionError("no " + name + " in " + object.raw());
    }
    return member.raw();
  }

  private static String lower(String text) {
    return text.chars().allMatch(c -> c < 0x80) ? text.toLowerCase(Locale.ROOT) : text;
  }

  private static void members(Value message, List<Value> batches) {
    Set<String> names = new HashSet<>();
    for (Value batch : batches) {
      for (Value member : batch.children()) {
        String name = String.valueOf(member.name());
        if (!RULED.contains(name) && names.add(name)) {
          same(name, latest(name, batches), message.member(name));
        }
      }
    }
    for (Value member : message.children()) {
      assertThat(member.name()).matches(name -> names.contains(name) || RULED.contains(name));
    }
  }

  /// The last value of a member that is not null, else null.
  private static @Nullable Value latest(String name, List<Value> batches) {
    Value latest = null;
    for (Value batch : batches) {
      Value member = batch.member(name);
      if (member != null && (latest == null || !isNull(member))) {
        latest = member;
      }
    }
    return latest;
  }

  private static void event(Value came, Value sent) {
    for (Value member : came.children()) {
      String name = String.valueOf(member.name());
      if (!name.equals("event_type") && !name.equals("data")) {
        same(name, member, sent.member(name));
      }
    }
    Value data = came.member("data");
    Value sentData = sent.member("data");
    if (sentData == null) {
      throw new AssertionError("an event without data");
    }
    for (Value member : data == null ? List.<Value>of() : data.children()) {
      String name = String.valueOf(member.name());
      if (!RULED_DATA.contains(name) && !(COMPLETED.contains(name) && isNull(member))) {
        same(name, member, sentData.member(name));
      }
    }
    for (Value member : sentData.children()) {
      String name = String.valueOf(member.name());
      assertThat(name)
          .matches(n -> COMPLETED.contains(n) || (data != null && data.member(n) != null));
    }
  }

  private static boolean isNull(Value value) {
    return value.raw().equals("null");
  }

  /// A line break between tokens leaves as a space.
  private static void same(String name, @Nullable Value came, @Nullable Value sent) {
    if (came == null || sent == null) {
      throw new AssertionError(name + ": " + came + " left as " + sent);
    }
    assertThat(sent.raw()).as(name).isEqualTo(came.raw().replace('\n', ' ').replace('\r', ' '));
  }
}
