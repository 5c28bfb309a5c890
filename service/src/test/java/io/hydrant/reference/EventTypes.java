package io.hydrant.reference;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Event types and the setting each obeys (section 2, first table).
final class EventTypes {
  private static final Map<String, List<String>> TABLE =
      Map.of(
          "sendLifecycleEvents",
          List.of("session_start", "session_end", "application_state_transition", "uninstall"),
          "sendScreenViews",
          List.of("screen_view"),
          "sendCrashEvents",
          List.of("crash_report", "breadcrumb"),
          "sendNetworkPerformanceEvents",
          List.of("network_performance"),
          "sendCustomEvents",
          List.of("custom_event"),
          "sendPushRegistrationsAndReceipts",
          List.of("push_registration", "push_message"),
          "sendCommerceEvents",
          List.of("commerce_event"),
          "sendProfileChangeEvents",
          List.of("profile"),
          "includeUserAttributeChangeEvents",
          List.of("user_attribute_change"),
          "includeUserIdentityChangeEvents",
          List.of("user_identity_change"));

  /// Those of the table; `opt_out` is known too, and always forwarded.
  static final Set<String> KNOWN =
      Stream.concat(TABLE.values().stream().flatMap(List::stream), Stream.of("opt_out"))
          .collect(Collectors.toUnmodifiableSet());

  /// The settings that a type obeys.
  static final Set<String> SETTINGS = TABLE.keySet();

  private EventTypes() {}

  /// The setting that a type obeys; null when it is always forwarded.
  static @Nullable String settingOf(@Nullable Object type) {
    for (Map.Entry<String, List<String>> row : TABLE.entrySet()) {
      if (type instanceof String && row.getValue().contains(type)) {
        return row.getKey();
      }
    }
    return null;
  }
}
