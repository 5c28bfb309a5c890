package io.hydrant.select;

import static io.hydrant.settings.Toggle.INCLUDE_USER_ATTRIBUTE_CHANGE_EVENTS;
import static io.hydrant.settings.Toggle.INCLUDE_USER_IDENTITY_CHANGE_EVENTS;
import static io.hydrant.settings.Toggle.SEND_COMMERCE_EVENTS;
import static io.hydrant.settings.Toggle.SEND_CRASH_EVENTS;
import static io.hydrant.settings.Toggle.SEND_CUSTOM_EVENTS;
import static io.hydrant.settings.Toggle.SEND_LIFECYCLE_EVENTS;
import static io.hydrant.settings.Toggle.SEND_NETWORK_PERFORMANCE_EVENTS;
import static io.hydrant.settings.Toggle.SEND_PROFILE_CHANGE_EVENTS;
import static io.hydrant.settings.Toggle.SEND_PUSH_REGISTRATIONS_AND_RECEIPTS;
import static io.hydrant.settings.Toggle.SEND_SCREEN_VIEWS;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonNames;
import io.hydrant.json.PlainText;
import io.hydrant.settings.Toggle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The types of events, and the setting each obeys.
///
/// Source: mParticle's JSON reference and the settings of its Event integration.
enum EventType {
  SESSION_START(SEND_LIFECYCLE_EVENTS),
  SESSION_END(SEND_LIFECYCLE_EVENTS),
  APPLICATION_STATE_TRANSITION(SEND_LIFECYCLE_EVENTS),
  UNINSTALL(SEND_LIFECYCLE_EVENTS),
  SCREEN_VIEW(SEND_SCREEN_VIEWS),
  CRASH_REPORT(SEND_CRASH_EVENTS),
  BREADCRUMB(SEND_CRASH_EVENTS),
  NETWORK_PERFORMANCE(SEND_NETWORK_PERFORMANCE_EVENTS),
  CUSTOM_EVENT(SEND_CUSTOM_EVENTS),
  PUSH_REGISTRATION(SEND_PUSH_REGISTRATIONS_AND_RECEIPTS),
  PUSH_MESSAGE(SEND_PUSH_REGISTRATIONS_AND_RECEIPTS),
  COMMERCE_EVENT(SEND_COMMERCE_EVENTS),
  PROFILE(SEND_PROFILE_CHANGE_EVENTS),
  USER_ATTRIBUTE_CHANGE(INCLUDE_USER_ATTRIBUTE_CHANGE_EVENTS),
  USER_IDENTITY_CHANGE(INCLUDE_USER_IDENTITY_CHANGE_EVENTS),
  /// No setting names it: always forwarded.
  OPT_OUT(null),
  /// Not one of these: always forwarded, as it came.
  UNKNOWN(null);

  private static final EventType[] ALL = values();
  private static final JsonNames NAMES = Names.of(EventType.class);

  private final @Nullable Toggle toggle;

  EventType(@Nullable Toggle toggle) {
    this.toggle = toggle;
  }

  /// The setting that lets it through; null: it always passes.
  @Nullable Toggle toggle() {
    return toggle;
  }

  /// The documented name as a JSON string.
  byte[] quoted() {
    return ('"' + Names.lower(this) + '"').getBytes(StandardCharsets.US_ASCII);
  }

  /// The type that an `event_type` names, in whatever case.
  static EventType of(JsonIndex json, int node) {
    int number = NAMES.ofString(json, node);
    if (number == JsonNames.UNKNOWN) {
      byte[] lower = Text.toLower(PlainText.of(json.text(), json.start(node), json.end(node)));
      number = NAMES.ofText(lower, 0, lower.length);
    }
    return number == JsonNames.UNKNOWN ? UNKNOWN : ALL[number];
  }

  /// Whether an `event_type` is written as documented.
  boolean isWrittenAsDocumented(JsonIndex json, int node) {
    return NAMES.ofString(json, node) == Names.number(this);
  }
}
