package io.hydrant.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the settings leave of a batch (section 3).
final class Selection {
  private static final List<String> METADATA =
      List.of("application_info", "device_info", "source_info");

  /// Never forwarded, or set by Hydrant alone (section 4). `events` and `batch_id` have rules of
  /// their own.
  private static final List<String> NEVER =
      List.of(
          "ip",
          "api_key",
          "api_keys",
          "message_id",
          "message_type",
          "schema_version",
          "unique_id",
          "system_notifications",
          "source_info",
          "timestamp_unixtime_ms",
          "events",
          "batch_id");

  private final Settings settings;

  Selection(Settings settings) {
    this.settings = settings;
  }

  /// The first setting, in the order of the specification, that keeps a whole batch from being
  /// sent; null when none does.
  @Nullable String dropsBatch(Received received) {
    if (received.historical() && !settings.is("sendHistorical")) {
      return "sendHistorical";
    }
    String wanted = String.valueOf(settings.get("environment"));
    if (!wanted.equals("all") && !wanted.equals(received.environment())) {
      return "environment";
    }
    boolean anonymous = Identity.of(received.batch().get("user_identities")).isEmpty();
    return anonymous && !settings.is("sendAnonymousUsers") ? "sendAnonymousUsers" : null;
  }

  /// The setting that keeps an event from being sent; null when none does.
  @Nullable String dropsEvent(@Nullable Object event) {
    String setting = EventTypes.settingOf(Tree.member(event, "event_type"));
    return setting == null || settings.is(setting) ? null : setting;
  }

  /// An event without what Include Location Information takes away.
  Map<String, @Nullable Object> withoutLocation(Map<String, @Nullable Object> event) {
    Map<String, @Nullable Object> left = Tree.copyOf(event);
    if (!settings.is("includeLocationInformation")) {
      Object data = left.get("data");
      removeLocation(data);
      for (Object breadcrumb : Tree.elements(Tree.member(data, "breadcrumbs"))) {
        removeLocation(breadcrumb);
        removeLocation(Tree.member(breadcrumb, "data"));
      }
    }
    return left;
  }

  private static void removeLocation(@Nullable Object value) {
    Map<String, @Nullable Object> object = Tree.object(value);
    if (object != null) {
      object.remove("location");
    }
  }

  /// The members beside `events` that are forwarded.
  Map<String, @Nullable Object> members(Map<String, @Nullable Object> batch) {
    Map<String, @Nullable Object> members = Tree.copyOf(batch);
    NEVER.forEach(members::remove);
    if (!settings.is("includeUserIdentities")) {
      members.remove("user_identities");
      members.remove("partner_identities");
    }
    if (!settings.is("includeMetadata")) {
      METADATA.forEach(members::remove);
    }
    exclude(members);
    if (!settings.is("includeMpDeviceId")) {
      members.remove("mp_deviceid");
    }
    Map<String, @Nullable Object> context = Tree.object(members.get("context"));
    if (!settings.is("includeEventBatchLocation")
        && context != null
        && context.containsKey("location")) {
      context.remove("location");
      if (context.isEmpty()) {
        members.remove("context");
      }
    }
    return members;
  }

  /// Metadata Field Exclusion, on any object that has metadata nodes.
  void exclude(Map<String, @Nullable Object> members) {
    for (String entry : settings.list("metadataFieldExclusion")) {
      int dot = entry.indexOf('.');
      String name = entry.substring(dot + 1);
      List<String> nodes = dot < 0 ? METADATA : List.of(entry.substring(0, dot));
      for (String node : nodes) {
        Map<String, @Nullable Object> object = Tree.object(members.get(node));
        if (object != null) {
          object.remove(name);
        }
      }
    }
  }

  /// The events of a batch as objects; none when it came without.
  static List<Map<String, @Nullable Object>> events(Map<String, @Nullable Object> batch) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (Object event : Tree.elements(batch.get("events"))) {
      events.add(Objects.requireNonNull(Tree.object(event)));
    }
    return events;
  }
}
