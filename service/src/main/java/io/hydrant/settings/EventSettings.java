package io.hydrant.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The keys that decide what becomes of events: the content of an Event connection.
///
/// Source: the settings table of mParticle's Amazon Kinesis Firehose Event integration.
final class EventSettings {
  static final Setting<String> UNIQUE_ID =
      content("uniqueId", new Text("text", "^[^\\u0000]*$"))
          .unset("no `unique_id`; so is an empty one")
          .effect("Written into every message as `unique_id`.")
          .example("abc123123")
          .hosted("Unique ID");

  static final Setting<Long> SCHEMA_VERSION =
      content("schemaVersion", new Whole(1, 2))
          .standard("2")
          .effect("Written into every message as `schema_version`.")
          .example("1");

  static final Setting<String> ENVIRONMENT =
      content("environment", Choice.of("all", "production", "development"))
          .standard("all")
          .effect("Forwards batches of this environment only.")
          .example("production");

  static final Setting<List<MetadataField>> METADATA_FIELD_EXCLUSION =
      content(Content.METADATA_FIELD_EXCLUSION, new MetadataFields())
          .standard("[]")
          .effect(
              "Leaves out members of the metadata: `device_info.device` that one, a bare"
                  + " `http_header_user_agent` that of `device_info`, `application_info` and"
                  + " `source_info`.")
          .example("[device_info.device, http_header_user_agent]")
          .hosted("Metadata Field Exclusion");

  static final Setting<Boolean> SEND_AS_BATCH =
      content("sendAsBatch", new Flag())
          .standard("true")
          .effect(
              "On: batches of a device and user that come within `batchInterval` leave as one"
                  + " message. Off: each event leaves by itself, as received.")
          .example("false")
          .hosted("Send as Batch");

  static final Setting<Long> BATCH_INTERVAL =
      content("batchInterval", new Span(1_000, 3_600_000))
          .standard("10m")
          .effect("How long batches of a device wait for each other at most.")
          .example("5m");

  static final Setting<Boolean> WAIT_FOR_COMPLETE_BATCH =
      content("waitForCompleteBatch", new Flag())
          .standard("false")
          .effect("Events wait until their session is complete. Wins over `sendAsBatch`.")
          .example("true")
          .hosted("Wait for Complete Batch");

  static final Setting<Long> SESSION_TIMEOUT =
      content("sessionTimeout", new Span(1_000, 86_400_000))
          .standard("30m")
          .effect("A session is complete when nothing came for it for so long.")
          .example("1h");

  static final Setting<String> RECORD_DELIMITER =
      content("recordDelimiter", Choice.of("newline", "none"))
          .standard("newline")
          .effect("What ends a document, so that Firehose can join them in one object.")
          .example("none");

  /// Of every [Toggle].
  static final Map<Toggle, Setting<Boolean>> TOGGLES =
      List.of(Toggle.values()).stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), EventSettings::define));

  static final Setting<Boolean> SEND_ALIAS_REQUESTS =
      Setting.of(Section.CONNECTION, "sendAliasRequests", new Flag(), Role.DELIVERY)
          .standard("false")
          .effect(
              "Whether requests of client SDKs to take one user for another (aliases) are"
                  + " forwarded, each at once and as a document of its own.")
          .example("true");

  static final List<Setting<?>> ALL = all();

  private EventSettings() {}

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(List.of(UNIQUE_ID));
    for (Toggle toggle : Toggle.values()) {
      all.add(toggle(toggle));
    }
    all.addAll(
        List.of(
            SEND_AS_BATCH,
            BATCH_INTERVAL,
            WAIT_FOR_COMPLETE_BATCH,
            SESSION_TIMEOUT,
            METADATA_FIELD_EXCLUSION,
            ENVIRONMENT,
            SCHEMA_VERSION,
            RECORD_DELIMITER,
            SEND_ALIAS_REQUESTS));
    return List.copyOf(all);
  }

  /// The setting that a toggle is.
  static Setting<Boolean> toggle(Toggle toggle) {
    return TOGGLES.getOrDefault(toggle, define(toggle));
  }

  private static Setting<Boolean> define(Toggle toggle) {
    Setting<Boolean> setting =
        content(toggle.key(), new Flag())
            .standard(Boolean.toString(toggle.standard()))
            .effect(effect(toggle))
            .example(Boolean.toString(!toggle.standard()));
    return toggle == Toggle.SEND_HISTORICAL ? setting : setting.hosted(hosted(toggle));
  }

  /// The hosted product's names are the keys, spelled out.
  private static String hosted(Toggle toggle) {
    String spaced = toggle.key().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    String capital = Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    return capital
        .replace(" And ", " and ")
        .replace(" Without ", " without ")
        .replace("Mp Device Id", "MP DeviceId");
  }

  private static String effect(Toggle toggle) {
    return switch (toggle) {
      case SEND_ANONYMOUS_USERS ->
          "Off: batches whose `user_identities` has no identity with a value are not sent.";
      case SEND_LIFECYCLE_EVENTS ->
          forwards("session_start, session_end, application_state_transition, uninstall");
      case SEND_SCREEN_VIEWS -> forwards("screen_view");
      case SEND_CRASH_EVENTS -> forwards("crash_report, breadcrumb");
      case SEND_NETWORK_PERFORMANCE_EVENTS -> forwards("network_performance");
      case SEND_CUSTOM_EVENTS -> forwards("custom_event");
      case SEND_PUSH_REGISTRATIONS_AND_RECEIPTS -> forwards("push_registration, push_message");
      case SEND_COMMERCE_EVENTS -> forwards("commerce_event");
      case SEND_PROFILE_CHANGE_EVENTS -> forwards("profile");
      case INCLUDE_USER_ATTRIBUTE_CHANGE_EVENTS -> forwards("user_attribute_change");
      case INCLUDE_USER_IDENTITY_CHANGE_EVENTS -> forwards("user_identity_change");
      case INCLUDE_LOCATION_INFORMATION ->
          "Off: `location` is removed from every event's `data` and from its breadcrumbs.";
      case INCLUDE_USER_IDENTITIES -> "Off: no `user_identities` and no `partner_identities`.";
      case INCLUDE_METADATA -> "Off: no `application_info`, `device_info`, `source_info`.";
      case SEND_BATCHES_WITHOUT_EVENTS ->
          "Off: a batch that has no events, or none left, is not sent. On: it is sent with"
              + " `\"events\":[]`.";
      case INCLUDE_MP_DEVICE_ID -> "On: `mp_deviceid` is forwarded.";
      case INCLUDE_EVENT_BATCH_LOCATION ->
          "On: `context.location` is forwarded, or else filled from the first event that has a"
              + " location.";
      case SEND_HISTORICAL ->
          "On: what comes to `/v2/bulkevents/historical` is forwarded, not only accepted.";
    };
  }

  private static String forwards(String types) {
    return "Forwards events of type `" + types.replace(", ", "`, `") + "`.";
  }

  private static <T> Setting<T> content(String key, Shape<T> shape) {
    return Setting.of(Section.CONNECTION, key, shape, Role.CONTENT);
  }
}
