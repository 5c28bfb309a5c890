package io.hydrant.sdk;

import static io.hydrant.sdk.NativeForms.INTEGER;
import static io.hydrant.sdk.NativeForms.OBJECT;
import static io.hydrant.sdk.NativeForms.TEXT;
import static io.hydrant.sdk.NativeForms.array;
import static io.hydrant.sdk.NativeForms.object;
import static io.hydrant.sdk.NativeForms.unless;
import static io.hydrant.sdk.NativeForms.words;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The messages of mobile SDKs (`msgs`, told apart by `dt`), each with the event it is.
///
/// Source: the batches of mParticle's Android SDK 5 and Apple SDK 9, and mParticle's JSON
/// reference.
final class NativeMessages {
  private static final JsonName TYPE = JsonName.of("dt");

  private static final NativeTable LOCATION =
      new NativeTable().with("lat", "latitude").with("lng", "longitude").with("acc", "accuracy");

  private static final NativeTable DEVICE_STATE =
      new NativeTable()
          .with("tss", "time_since_start_unixtime_ms")
          .with("bl", "battery_level")
          .with("dct", "data_connection_type");

  /// What every message may say.
  private static final NativeTable COMMON =
      new NativeTable()
          .with("ct", "timestamp_unixtime_ms", INTEGER)
          .with("sid", "session_uuid", TEXT)
          .with("sct", "session_start_unixtime_ms", INTEGER)
          .with("est", "event_start_unixtime_ms", INTEGER)
          .with("id", "source_message_id")
          .with("lc", "location", object(LOCATION))
          .with("attrs", "custom_attributes", OBJECT)
          .with("flags", "custom_flags")
          .with("cs", "device_current_state", object(DEVICE_STATE))
          .with("en", "event_num");

  private static final NativeTable PRODUCT =
      new NativeTable()
          .with("id", "id")
          .with("nm", "name")
          .with("br", "brand")
          .with("ca", "category")
          .with("va", "variant")
          .with("cc", "coupon_code")
          .with("ps", "position")
          .with("pr", "price")
          .with("qt", "quantity")
          .with("tpa", "total_product_amount")
          .with("act", "added_to_cart_time_ms")
          .with("attrs", "custom_attributes");

  private static final NativeTable PRODUCT_ACTION =
      new NativeTable()
          .with("an", "action")
          .with("cs", "checkout_step")
          .with("co", "checkout_options")
          .with("pal", "product_action_list")
          .with("pls", "product_list_source")
          .with("ti", "transaction_id")
          .with("ta", "affiliation")
          .with("tr", "total_amount")
          .with("tt", "tax_amount")
          .with("ts", "shipping_amount")
          .with("tcc", "coupon_code")
          .with("pl", "products", array(object(PRODUCT)));

  private static final NativeTable PROMOTION =
      new NativeTable()
          .with("id", "id")
          .with("nm", "name")
          .with("cr", "creative")
          .with("ps", "position");

  private static final NativeTable PROMOTION_ACTION =
      new NativeTable().with("an", "action").with("pl", "promotions", array(object(PROMOTION)));

  private static final NativeTable IMPRESSION =
      new NativeTable()
          .with("pil", "product_impression_list")
          .with("pl", "products", array(object(PRODUCT)));

  /// By the number with which mobile SDKs call a type of identity, as it stands in the JSON.
  static final Map<String, String> IDENTITY_TYPES = identityTypes();

  private static final NativeTable IDENTITY =
      new NativeTable()
          .with("n", "identity_type", NativeForms.codes(IDENTITY_TYPES))
          .with("i", "identity")
          .with("dfs", "timestamp_unixtime_ms", INTEGER)
          .with("f", "created_this_batch");

  private static final Map<String, String> CUSTOM_TYPES =
      Map.of("UserContent", "user_content", "UserPreference", "user_preference");

  private static final Map<String, String> TRANSITIONS =
      Map.of(
          "app_init", "application_initialized",
          "app_exit", "application_exit",
          "app_back", "application_background",
          "app_fore", "application_foreground");

  private static final Map<String, Event> EVENTS = events();

  /// What a message is.
  private static final NativeForm MESSAGE = new Message();

  /// An event of the Events API.
  ///
  /// @param data what a message's members are in its `data`
  private record Event(String type, NativeTable data) {
    Event and(String key, String name) {
      data.with(key, name);
      return this;
    }

    Event and(String key, String name, NativeForm form) {
      data.with(key, name, form);
      return this;
    }
  }

  private NativeMessages() {}

  /// An array of messages, as events.
  static NativeForm all() {
    return array(MESSAGE);
  }

  private static Map<String, String> identityTypes() {
    List<String> names = new ArrayList<>();
    names.addAll(List.of("other", "customer_id", "facebook", "twitter", "google", "microsoft"));
    names.addAll(List.of("yahoo", "email", "alias", "facebook_custom_audience_id"));
    for (int i = 2; i <= 10; i++) {
      names.add("other_id_" + i);
    }
    names.addAll(List.of("mobile_number", "phone_number_2", "phone_number_3"));
    Map<String, String> types = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      types.put(Integer.toString(i), names.get(i));
    }
    return Map.copyOf(types);
  }

  private static Event event(String type) {
    return new Event(type, COMMON.copy());
  }

  private static Map<String, Event> events() {
    Map<String, Event> events = new HashMap<>();
    putSessions(events);
    putWhatUsersDo(events);
    putWhoUsersAre(events);
    putWhatDevicesDo(events);
    return Map.copyOf(events);
  }

  private static void putSessions(Map<String, Event> events) {
    // The session's id stands in the place of a message's.
    events.put(
        "ss",
        event("session_start")
            .and("id", "session_uuid", unless("sid", TEXT))
            .and("ct", "session_start_unixtime_ms", unless("sct", INTEGER)));
    events.put("se", event("session_end").and("sl", "session_duration_ms"));
  }

  private static void putWhatUsersDo(Map<String, Event> events) {
    events.put(
        "e",
        event("custom_event")
            .and("n", "event_name")
            .and("et", "custom_event_type", words(CUSTOM_TYPES)));
    events.put("v", event("screen_view").and("n", "screen_name").and("t", "activity_type"));
    events.put(
        "cm",
        event("commerce_event")
            .and("cu", "currency_code")
            .and("sn", "screen_name")
            .and("ni", "is_non_interactive")
            .and("pd", "product_action", object(PRODUCT_ACTION))
            .and("pm", "promotion_action", object(PROMOTION_ACTION))
            .and("pi", "product_impressions", array(object(IMPRESSION))));
  }

  private static void putWhoUsersAre(Map<String, Event> events) {
    events.put("o", event("opt_out").and("s", "is_opted_out"));
    events.put(
        "uac",
        event("user_attribute_change")
            .and("n", "user_attribute_name")
            .and("nv", "new")
            .and("ov", "old")
            .and("d", "deleted")
            .and("na", "is_new_attribute"));
    events.put(
        "uic",
        event("user_identity_change")
            .and("ni", "new", object(IDENTITY))
            .and("oi", "old", object(IDENTITY)));
    events.put("pro", event("profile").and("t", "profile_event_type"));
  }

  private static void putWhatDevicesDo(Map<String, Event> events) {
    events.put(
        "ast",
        event("application_state_transition")
            .and("t", "application_transition_type", words(TRANSITIONS))
            .and("sc", "successfully_closed")
            .and("ifr", "is_first_run")
            .and("iu", "is_upgrade")
            .and("lr", "launch_referral"));
    events.put(
        "x",
        event("crash_report")
            .and("m", "message")
            .and("c", "class")
            .and("st", "stack_trace")
            .and("s", "severity")
            .and("eh", "exception_handled")
            .and("sn", "session_number")
            .and("bc", "breadcrumbs", array(new Message())));
    events.put("bc", event("breadcrumb").and("l", "label").and("sn", "session_number"));
    events.put("fr", event("first_run"));
    events.put(
        "pr",
        event("push_registration")
            .and("to", "push_token")
            .and("tot", "push_token_type")
            .and("r", "register"));
    events.put("pm", push());
    events.put("pre", push());
    events.put(
        "npe",
        event("network_performance")
            .and("v", "http_verb")
            .and("url", "url")
            .and("te", "time_elapsed_ms")
            .and("bo", "bytes_out")
            .and("bi", "bytes_in"));
  }

  private static Event push() {
    return event("push_message")
        .and("pay", "payload")
        .and("t", "push_message_type")
        .and("to", "push_message_token")
        .and("as", "application_state")
        .and("n", "network");
  }

  /// A message as an event. One of a type that is not known is an event of a type by that name,
  /// with all it says kept.
  private static final class Message implements NativeForm {
    @Override
    public boolean fits(Value value) {
      return value.is(Kind.OBJECT) && value.json().is(type(value), Kind.STRING);
    }

    @Override
    public void write(Value value, JsonOutput out) {
      JsonIndex json = value.json();
      String type = json.string(type(value));
      Event known = EVENTS.get(type);
      NativeTable data = known == null ? COMMON : known.data();
      out.put("{\"event_type\":").string(known == null ? type : known.type());
      out.put(",\"data\":{");
      List<NativeTable.Kept> kept = data.members(json, value.node(), out);
      out.put('}');
      if (known != null) {
        kept.removeIf(one -> one.value().node() == type(value));
      }
      if (!kept.isEmpty()) {
        NativeTable.keep(kept, out.put(','));
      }
      out.put('}');
    }

    private static int type(Value value) {
      return value.json().find(value.node(), TYPE);
    }
  }
}
