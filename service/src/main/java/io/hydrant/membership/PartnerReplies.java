package io.hydrant.membership;

import io.hydrant.http.Reply;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.IdentityType;
import io.hydrant.platform.Clock;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Answers as the public partner SDK writes them. What they say beside their own members is `type`,
/// the request's `id`, `timestamp_ms` and `firehose_version`.
final class PartnerReplies {
  /// Of the SDK whose messages are spoken here.
  private static final String SDK_VERSION = "3.2.0";

  /// The SDK's standard.
  private static final int DATA_AGE_HOURS = 24;

  private static final JsonName ID = JsonName.of("id");

  private final Clock clock;
  private final String version;

  /// @param version of Hydrant
  PartnerReplies(Clock clock, String version) {
    this.clock = clock;
    this.version = version;
  }

  /// One that says nothing but that it was understood.
  Reply plain(JsonIndex request, String type) {
    return reply(request, type, json -> {});
  }

  Reply memberships(JsonIndex request) {
    return reply(
        request,
        "audience_membership_change_response",
        json -> json.writeBooleanProperty("suspend_subscription", false));
  }

  /// @param settings node of those the request brings: they are its sender's to keep
  Reply subscription(JsonIndex request, int settings) {
    return reply(
        request,
        "audience_subscription_response",
        json -> {
          json.writeName("audience_subscription_settings");
          json.writeRawValue(request.is(settings, Kind.OBJECT) ? request.raw(settings) : "{}");
        });
  }

  /// Asks for every identity that a message can carry, as it is, and for no events: they are not
  /// forwarded from here. No account has settings of ours.
  Reply registration(JsonIndex request) {
    return reply(
        request,
        "module_registration_response",
        json -> {
          json.writeStringProperty("sdk_version", SDK_VERSION);
          json.writeStringProperty("name", "Hydrant");
          json.writeStringProperty(
              "description", "Forwards changes of audiences to an Amazon Data Firehose stream.");
          json.writeStringProperty("version", version);
          json.writeObjectPropertyStart("permissions");
          identities(json, "device_identities", IdentityType.OF_DEVICES);
          identities(json, "user_identities", IdentityType.OF_USERS);
          lists(json, "partner_identities");
          json.writeBooleanProperty("allow_consent_state", false);
          json.writeBooleanProperty("allow_access_mpid", true);
          json.writeEndObject();
          json.writeObjectPropertyStart("event_processing_registration");
          lists(
              json,
              "account_settings",
              "supported_event_types",
              "supported_runtime_environments",
              "supported_system_notification_types");
          json.writeNumberProperty("max_data_age_hours", DATA_AGE_HOURS);
          json.writeEndObject();
          json.writeObjectPropertyStart("audience_processing_registration");
          lists(json, "account_settings", "audience_subscription_settings");
          json.writeEndObject();
          json.writeObjectPropertyStart("dsr_processing_registration");
          lists(json, "account_settings");
          json.writeArrayPropertyStart("supported_dsr_types");
          json.writeString("erasure");
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /// Members that are lists of nothing: the SDK's readers want them to be there.
  private static void lists(JsonGenerator json, String... names) {
    for (String name : names) {
      json.writeArrayPropertyStart(name);
      json.writeEndArray();
    }
  }

  private static void identities(JsonGenerator json, String name, List<IdentityType> types) {
    json.writeArrayPropertyStart(name);
    for (IdentityType type : types) {
      json.writeStartObject();
      json.writeStringProperty("type", type.partner());
      json.writeStringProperty("encoding", "raw");
      json.writeBooleanProperty("required", false);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Reply reply(JsonIndex request, String type, Consumer<JsonGenerator> own) {
    return Reply.object(
        200,
        json -> {
          json.writeStringProperty("type", type);
          int id = request.find(0, ID);
          if (request.is(id, Kind.STRING)) {
            json.writeStringProperty("id", request.string(id));
          }
          json.writeNumberProperty("timestamp_ms", clock.millis());
          json.writeStringProperty("firehose_version", SDK_VERSION);
          own.accept(json);
        });
  }
}
