package io.hydrant.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Events by chance: every type in every spelling, and whatever a rule looks at in every shape.
final class RandomEvent extends RandomTree {
  private static final List<String> TYPES = List.copyOf(new TreeSet<>(EventTypes.KNOWN));
  private static final List<String> UNKNOWN =
      List.of("something_new", "Unknown_Type", "custom_event ", "SESSİON_START", "data");
  private static final List<String> TRANSITIONS =
      List.of(
          "application_initialized",
          "initialized",
          "INITIALIZED",
          "Exit",
          "background",
          "FOREGROUND",
          "Application_Background",
          "initializedx");

  private static final List<@Nullable Object> SESSIONS =
      Arrays.asList("S", "S", "S", "S", "T", "T", "s", "9", "ü🚀", "\ud800", "", null, number("9"));

  RandomEvent(SplittableRandom random) {
    super(random);
  }

  /// One that says little more than to which of few sessions it belongs.
  Map<String, @Nullable Object> ofSession() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    switch (below(8)) {
      case 0 -> {}
      case 1 -> data.put("session_id", one(number("9"), "9"));
      case 2 -> data.put("session_uuid", "9");
      case 3, 4 -> data.put("session_uuid", "T");
      default -> data.put("session_uuid", "S");
    }
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put(
        "event_type",
        one("session_start", "session_end", "custom_event", "opt_out", "SCREEN_VIEW"));
    event.put("data", data);
    return event;
  }

  /// @param olderThan when not 0, the event has a timestamp before this
  Map<String, @Nullable Object> event(long olderThan) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    String type = type();
    boolean dataFirst = chance(4);
    if (!dataFirst) {
      event.put("event_type", spelled(type));
    }
    maybe(event, "u1", () -> any(1));
    maybe(event, "location", () -> location());
    if (olderThan != 0 || !chance(8)) {
      event.put("data", olderThan == 0 && chance(8) ? null : data(type, olderThan));
    }
    if (dataFirst) {
      event.put("event_type", spelled(type));
    }
    return event;
  }

  private String type() {
    return switch (below(8)) {
      case 0 -> one(UNKNOWN);
      case 1 -> one("session_start", "session_start", "session_end");
      case 2 -> one("user_identity_change", "custom_event");
      default -> one(TYPES);
    };
  }

  private String spelled(String type) {
    return switch (below(5)) {
      case 0 -> type.toUpperCase(Locale.ROOT);
      case 1 -> type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
      default -> type;
    };
  }

  private Map<String, @Nullable Object> data(String type, long olderThan) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    maybe(data, "u1", () -> any(2));
    if (olderThan != 0) {
      String time = String.valueOf(olderThan - below(100_000));
      data.put("timestamp_unixtime_ms", one(number(time), time));
    } else {
      maybe(data, "timestamp_unixtime_ms", this::integer);
    }
    often(data, "session_uuid", () -> one(SESSIONS));
    maybe(data, "session_id", () -> one(number("9"), "9", number("-8"), null, number("9")));
    List.of("event_id", "session_start_unixtime_ms", "event_start_unixtime_ms")
        .forEach(name -> maybe(data, name, this::integer));
    maybe(data, "location", this::location);
    maybe(data, "breadcrumbs", this::breadcrumbs);
    words(type, data);
    maybe(data, "custom_attributes", () -> one(null, object(List.of("a", "b"), () -> any(0))));
    if (type.equals("user_identity_change") || chance(10)) {
      data.put("new", chance(8) ? any(1) : change());
    }
    return data;
  }

  /// Words that clients write differently, mostly where they belong.
  private void words(String type, Map<String, @Nullable Object> data) {
    if (type.equals("custom_event") || chance(10)) {
      maybe(data, "custom_event_type", () -> one("OTHER", "Social", "other", "ÄÜ", "İX", null));
    }
    if (type.equals("commerce_event") || chance(10)) {
      maybe(data, "product_action", () -> action("PURCHASE", "Add_To_Cart", number("1"), "İ"));
      maybe(
          data,
          "promotion_action",
          () -> action("VIEW", number("1"), number("2"), number("1.0"), "1", number("3"), "Click"));
    }
    if (type.equals("push_message") || chance(10)) {
      List.of("push_message_type", "network", "application_state")
          .forEach(name -> maybe(data, name, () -> one("SENT", "Fcm", "x", number("2"), null)));
    }
    if (type.equals("application_state_transition") || chance(10)) {
      data.put(
          "application_transition_type", chance(6) ? one(null, number("5")) : one(TRANSITIONS));
    }
  }

  private @Nullable Object action(Object... actions) {
    if (chance(6)) {
      return any(1);
    }
    Map<String, @Nullable Object> action = new LinkedHashMap<>();
    maybe(action, "u", () -> any(0));
    action.put("action", chance(8) ? any(1) : one(actions));
    maybe(action, "ACTION", () -> "LOUD");
    return action;
  }

  private Map<String, @Nullable Object> change() {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    change.put("identity_type", chance(10) ? any(0) : one(RandomBatch.IDENTITY_TYPES));
    change.put("identity", RandomBatch.identity(this));
    maybe(change, "created_this_batch", () -> true);
    if (!chance(5)) {
      change.put("timestamp_unixtime_ms", integer());
    }
    return change;
  }

  /// A 64-bit integer, or a string of one, or null.
  @Nullable Object integer() {
    return one(
        number("7"), "-7", number("9223372036854775807"), "-9223372036854775808", null, "-0");
  }

  @Nullable Object location() {
    Map<String, @Nullable Object> location = new LinkedHashMap<>();
    maybe(location, "u", () -> any(1));
    if (!chance(4)) {
      location.put("latitude", chance(6) ? any(0) : number("59.3290"));
      location.put("longitude", chance(6) ? one("18", null) : number("1e1"));
    }
    return chance(6) ? any(1) : location;
  }

  private @Nullable Object breadcrumbs() {
    if (chance(6)) {
      return any(2);
    }
    List<@Nullable Object> breadcrumbs = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      Map<String, @Nullable Object> breadcrumb = new LinkedHashMap<>();
      maybe(breadcrumb, "location", this::location);
      maybe(breadcrumb, "event_type", () -> "BREADCRUMB");
      maybe(breadcrumb, "data", () -> object(List.of("location", "label"), this::location));
      maybe(breadcrumb, "location ", this::location);
      breadcrumbs.add(chance(8) ? any(2) : breadcrumb);
    }
    return breadcrumbs;
  }
}
