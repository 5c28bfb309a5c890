package io.hydrant.vectors;

import io.hydrant.settings.Toggle;
import java.util.List;
import java.util.SplittableRandom;

/// Batches by chance: everything that rules touch, in every shape that a client may send, amid
/// members that nobody knows, with white space, escapes and numbers of all kinds.
final class RandomJson {
  private static final List<String> TYPES =
      List.of(
          "session_start",
          "session_end",
          "application_state_transition",
          "uninstall",
          "screen_view",
          "SCREEN_VIEW",
          "crash_report",
          "breadcrumb",
          "network_performance",
          "custom_event",
          "Custom_Event",
          "push_registration",
          "push_message",
          "commerce_event",
          "profile",
          "user_attribute_change",
          "user_identity_change",
          "opt_out",
          "new_type");
  private static final List<String> SCALARS =
      List.of(
          "0",
          "-0",
          "1.0",
          "1e400",
          "12345678901234567890123456789",
          "1.10E+05",
          "true",
          "false",
          "null",
          "\"\"",
          "\"\\u0041\\n\\/\"",
          "\"\\ud800\"",
          "\"\ud83d\ude80 \u2028\"",
          "\"A\"");
  private static final List<String> IDENTITIES =
      List.of("customerid", "customer_id", "email", "other", "other_id_2", "em\\u0061il2");
  private static final List<String> EVERY_BATCH =
      List.of(
          "ip",
          "api_key",
          "message_id",
          "message_type",
          "schema_version",
          "unique_id",
          "system_notifications",
          "source_info",
          "timestamp_unixtime_ms",
          "source_request_id",
          "integration_attributes",
          "partner_identities",
          "consent_state",
          "attribution_info",
          "sdk_version",
          "job_id",
          "user_attributes",
          "deleted_user_attributes",
          "device_info",
          "application_info",
          "context");

  private final SplittableRandom random;

  RandomJson(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String space() {
    return chance(6) ? one(List.of(" ", "\n", "\t ", "\r\n")) : "";
  }

  /// A value of any kind.
  String value(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 0, 1 -> one(SCALARS);
      case 2 -> {
        StringBuilder array = new StringBuilder("[").append(space());
        for (int i = random.nextInt(3); i > 0; i--) {
          array.append(value(depth - 1)).append(space()).append(i > 1 ? "," : "");
        }
        yield array.append(']').toString();
      }
      default -> {
        Members members = new Members();
        for (int i = random.nextInt(3); i > 0; i--) {
          members.add("x" + i, value(depth - 1));
        }
        yield members.end();
      }
    };
  }

  /// An object in the making.
  private final class Members {
    private final StringBuilder text = new StringBuilder("{").append(space());
    private boolean more;

    Members add(String name, String value) {
      text.append(more ? "," : "").append(space()).append('"').append(name).append('"');
      text.append(space()).append(':').append(space()).append(value).append(space());
      more = true;
      return this;
    }

    /// Adds a member now and then.
    Members maybe(String name, String value) {
      return chance(3) ? add(name, value) : this;
    }

    String end() {
      return text.append('}').toString();
    }
  }

  private String id() {
    return one(List.of("null", "7", "\"-7\"", "9223372036854775807"));
  }

  private String location() {
    return one(
        List.of(
            "null", "{}", "{\"latitude\":1.50,\"longitude\":2}", "{\"latitude\":null}", "\"x\""));
  }

  private String identities() {
    if (chance(5)) {
      return one(List.of("null", "[]", "[{\"identity_type\":\"email\",\"identity\":\"e\"}]"));
    }
    Members members = new Members();
    IDENTITIES.forEach(type -> members.maybe(type, one(List.of("null", "\"\"", "\"a\"", "5"))));
    return members.end();
  }

  private String data() {
    Members data = new Members();
    data.maybe("location", location());
    data.add("u1", value(2));
    data.maybe("timestamp_unixtime_ms", id()).maybe("event_id", id());
    data.maybe("session_uuid", one(List.of("null", "\"\"", "\"S\"", "\"\\u0053\"", "5")));
    data.maybe("session_id", id()).maybe("session_start_unixtime_ms", id());
    data.maybe("event_start_unixtime_ms", id());
    data.maybe(
        "breadcrumbs",
        "[{\"location\":1,\"data\":{\"location\":2}}," + space() + "{\"u\":1, \"location\":3},4]");
    data.maybe("custom_event_type", "\"OTHER\"");
    data.maybe("product_action", "{\"u\":1,\"action\":\"PURCHASE\"}");
    data.maybe("promotion_action", "{\"action\":" + one(List.of("1", "2", "3", "\"VIEW\"")) + "}");
    data.maybe(
        "new",
        "{\"identity_type\":\"email\",\"identity\":\"a\",\"timestamp_unixtime_ms\":" + id() + "}");
    return data.add("u2", value(1)).end();
  }

  private String event() {
    Members event = new Members();
    String type = '"' + one(TYPES) + '"';
    if (chance(2)) {
      event.add("event_type", type).add("u1", value(1));
      return (chance(8) ? event : event.add("data", chance(8) ? "null" : data())).end();
    }
    return event.add("data", data()).add("event_type", type).add("location", value(1)).end();
  }

  /// A batch of `mpid` 1 or of nobody known.
  String batch() {
    Members batch = new Members();
    batch.add("u1", value(3));
    batch.maybe("environment", one(List.of("null", "\"production\"", "\"DEVELOPMENT\"")));
    batch.maybe("mpid", one(List.of("1", "\"1\"")));
    batch.maybe("batch_id", id()).maybe("mp_deviceid", one(List.of("\"d\"", "null")));
    batch.maybe("user_identities", identities());
    EVERY_BATCH.forEach(name -> batch.maybe(name, value(2)));
    if (chance(5)) {
      batch.add("events", one(List.of("null", "[]")));
    } else if (!chance(6)) {
      StringBuilder events = new StringBuilder("[");
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        events.append(space()).append(event()).append(i > 1 ? "," : "");
      }
      batch.add("events", events.append(']').toString());
    }
    return batch.add("u2", value(2)).end();
  }

  /// Settings of a connection.
  String settings() {
    Members settings = new Members();
    for (Toggle toggle : Toggle.values()) {
      settings.maybe(toggle.key(), String.valueOf(chance(2)));
    }
    settings.maybe("sendAsBatch", String.valueOf(chance(2)));
    settings.maybe("environment", one(List.of("\"all\"", "\"production\"", "\"development\"")));
    settings.maybe("uniqueId", "\"abc\"").maybe("schemaVersion", one(List.of("1", "2")));
    settings.maybe(
        "metadataFieldExclusion", one(List.of("[]", "[\"x1\"]", "[\"device_info.x2\"]")));
    return settings.end().replaceAll("\\s", "");
  }
}
