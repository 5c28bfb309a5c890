package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names that real clients write differently, and the documented form they leave in (section 2,
/// second table).
final class ClientNames {
  private static final List<String> TRANSITIONS =
      List.of("initialized", "exit", "background", "foreground");

  private ClientNames() {}

  /// A copy of a batch, row by row of the table.
  static Map<String, @Nullable Object> documented(Map<String, @Nullable Object> came) {
    Map<String, @Nullable Object> batch = Tree.copyOf(came);
    for (Object event : Tree.elements(batch.get("events"))) {
      eventType(event);
    }
    lowerCase(batch, "environment");
    if (batch.get("mpid") instanceof String digits) {
      batch.put("mpid", new Digits(digits));
    }
    Map<String, @Nullable Object> identities = Tree.object(batch.get("user_identities"));
    if (identities != null) {
      batch.put("user_identities", customerId(identities));
    }
    for (Object event : Tree.elements(batch.get("events"))) {
      data(event);
    }
    return batch;
  }

  private static void eventType(@Nullable Object event) {
    String type = asciiLower(String.valueOf(Tree.member(event, "event_type")));
    Map<String, @Nullable Object> members = Tree.object(event);
    if (members != null && EventTypes.KNOWN.contains(type)) {
      members.put("event_type", type);
    }
  }

  private static Map<String, @Nullable Object> customerId(Map<String, @Nullable Object> came) {
    boolean kept = Tree.hasValue(came.get("customer_id"));
    Map<String, @Nullable Object> documented = new LinkedHashMap<>();
    came.forEach((type, identity) -> {
      if (type.equals("customerid")) {
        if (!kept) {
          documented.put("customer_id", identity);
        }
      } else if (!type.equals("customer_id") || kept || !came.containsKey("customerid")) {
        documented.put(type, identity);
      }
    });
    return documented;
  }

  private static void data(@Nullable Object event) {
    Map<String, @Nullable Object> data = Tree.object(Tree.member(event, "data"));
    if (data == null) {
      return;
    }
    switch (String.valueOf(Tree.member(event, "event_type"))) {
      case "custom_event" -> lowerCase(data, "custom_event_type");
      case "commerce_event" -> {
        lowerCase(Tree.object(data.get("product_action")), "action");
        Map<String, @Nullable Object> promotion = Tree.object(data.get("promotion_action"));
        lowerCase(promotion, "action");
        replace(promotion, "action", new Digits("1"), "view");
        replace(promotion, "action", new Digits("2"), "click");
      }
      case "push_message" -> {
        lowerCase(data, "push_message_type");
        lowerCase(data, "network");
        lowerCase(data, "application_state");
      }
      case "application_state_transition" -> {
        String name = "application_transition_type";
        lowerCase(data, name);
        TRANSITIONS.forEach(each -> replace(data, name, each, "application_" + each));
      }
      default -> {}
    }
  }

  private static void lowerCase(@Nullable Map<String, @Nullable Object> object, String name) {
    if (object != null && object.get(name) instanceof String text) {
      object.put(name, asciiLower(text));
    }
  }

  private static void replace(
      @Nullable Map<String, @Nullable Object> object, String name, Object from, String to) {
    if (object != null && from.equals(object.get(name))) {
      object.put(name, to);
    }
  }

  /// ASCII letters only: nothing else of a value is touched.
  private static String asciiLower(String text) {
    return text.codePoints()
        .map(each -> each >= 'A' && each <= 'Z' ? each + ('a' - 'A') : each)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
