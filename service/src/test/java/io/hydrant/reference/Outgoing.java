package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The outgoing message (section 4, first table, row by row). `$uuid` and `$int64` stand for ids
/// that are derived.
final class Outgoing {
  private final Settings settings;
  private final Selection selection;

  Outgoing(Settings settings) {
    this.settings = settings;
    this.selection = new Selection(settings);
  }

  /// The message of parts, given in order of acceptance and merged in order of receipt.
  Map<String, @Nullable Object> message(List<Part> accepted) {
    List<Part> parts = new ArrayList<>(accepted);
    parts.sort(Comparator.comparingLong(part -> part.received().at()));
    Received last = parts.getLast().received();
    Map<String, @Nullable Object> members = Merging.of(parts);
    List<@Nullable Object> events = new ArrayList<>();
    parts.forEach(part -> events.addAll(part.events()));

    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("events", events);
    if (!settings.get("uniqueId").equals("")) {
      message.put("unique_id", settings.get("uniqueId"));
    }
    message.put("message_id", "$uuid");
    message.put("message_type", "events");
    message.put("system_notifications", List.of());
    message.put("schema_version", settings.get("schemaVersion"));
    message.put("batch_id", batchId(parts));
    message.put("timestamp_unixtime_ms", digits(last.at()));
    message.put("environment", last.environment());
    if (settings.is("includeUserIdentities")) {
      message.put("user_identities", identities(members.get("user_identities"), parts));
    }
    if (settings.is("includeMetadata")) {
      message.put("source_info", sourceInfo(last.historical()));
      selection.exclude(message);
    }
    if (settings.is("includeEventBatchLocation")) {
      batchLocation(members, events);
    }
    members.forEach(message::putIfAbsent);
    return message;
  }

  private static Digits digits(long number) {
    return new Digits(String.valueOf(number));
  }

  /// The batch's own, as a number, when the message is made of exactly one that brought one.
  private static Object batchId(List<Part> parts) {
    Object own = parts.getFirst().received().batch().get("batch_id");
    if (parts.size() > 1 || own == null) {
      return "$int64";
    }
    return own instanceof String digits ? new Digits(digits) : own;
  }

  /// Expanded; the array form passes unchanged.
  private static Object identities(@Nullable Object merged, List<Part> parts) {
    if (merged instanceof List<?>) {
      return merged;
    }
    List<@Nullable Object> expanded = new ArrayList<>();
    for (Identity identity : Identity.of(merged)) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("identity_type", identity.type());
      one.put("identity", identity.value());
      one.put("timestamp_unixtime_ms", time(identity, parts));
      expanded.add(one);
    }
    return expanded;
  }

  private static @Nullable Object time(Identity identity, List<Part> parts) {
    Object changed = null;
    Object brought = null;
    for (Part part : parts) {
      for (Map<String, @Nullable Object> event : Selection.events(part.received().batch())) {
        Object change = Tree.member(event.get("data"), "new");
        Object timestamp = Tree.member(change, "timestamp_unixtime_ms");
        if ("user_identity_change".equals(event.get("event_type"))
            && identity.value().equals(Tree.member(change, "identity"))
            && Objects.equals(identity.type(), Tree.member(change, "identity_type"))
            && timestamp != null) {
          changed = timestamp;
        }
      }
      if (Identity.of(part.members().get("user_identities")).contains(identity)) {
        brought = digits(part.received().at());
      }
    }
    return changed != null ? changed : brought;
  }

  private static Map<String, @Nullable Object> sourceInfo(boolean historical) {
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("channel", "server_to_server");
    info.put("partner", null);
    info.put("replay_request_id", null);
    info.put("replay_job_id", null);
    info.put("is_historical", historical);
    return info;
  }

  /// Include Event Batch Location: without a location of the batch, that of the first event which
  /// has one.
  private void batchLocation(Map<String, @Nullable Object> members, List<@Nullable Object> events) {
    Map<String, @Nullable Object> context = Tree.object(members.get("context"));
    boolean own = context != null && context.get("location") instanceof Map<?, ?>;
    if (own || !settings.is("includeLocationInformation")) {
      return;
    }
    for (Object event : events) {
      Object location = Tree.member(Tree.member(event, "data"), "location");
      if (Tree.member(location, "latitude") instanceof Digits
          && Tree.member(location, "longitude") instanceof Digits) {
        Map<String, @Nullable Object> with =
            context == null ? new LinkedHashMap<>() : Tree.copyOf(context);
        with.put("location", location);
        members.put("context", with);
        return;
      }
    }
  }
}
