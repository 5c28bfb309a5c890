package io.hydrant.reference;

import io.hydrant.vectors.JsonTree.Digits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One Audience connection: its settings, and what it was sent.
public final class AudienceReceiver {
  private static final Map<String, String> FORWARDS =
      Map.of(
          "email", "forwardEmailAddresses",
          "customer_id", "forwardCustomerIds",
          "ios_advertising_id", "forwardIdfas",
          "android_advertising_id", "forwardGoogleAdvertisingIds");

  private final Map<String, Object> settings;
  private final Map<Object, List<Object>> sent = new LinkedHashMap<>();
  private final Map<String, Long> filtered = new TreeMap<>();

  /// @param settings as the configuration names them; those that are not there are as by default
  public AudienceReceiver(Map<String, Object> settings) {
    this.settings = Map.copyOf(settings);
  }

  private boolean is(String toggle, boolean standard) {
    return settings.getOrDefault(toggle, standard).equals(true);
  }

  private List<?> list(String key) {
    return settings.get(key) instanceof List<?> list ? list : List.of();
  }

  boolean carries(long id) {
    return !settings.containsKey("audiences") || list("audiences").contains(id);
  }

  boolean takesOutTheOld() {
    return is("sendRemoveOnIdentityChange", true);
  }

  boolean hearsMembersLeave() {
    return is("removeMembersOnDelete", false);
  }

  private @Nullable String leftOutBy(String type) {
    String name = AudienceIdentity.OUTPUT.get(type);
    if (list("identitiesToExclude").contains(name)) {
      return "identitiesToExclude";
    }
    String forward = FORWARDS.get(type);
    return forward == null || is(forward, true) ? null : forward;
  }

  /// What a message of these identities has, by the names it is sent under.
  Map<String, Object> visible(@Nullable Digits mpid, Map<String, Object> identities) {
    Map<String, Object> visible = new HashMap<>();
    all(mpid, identities)
        .forEach((type, value) -> {
          if (leftOutBy(type) == null) {
            String name = String.valueOf(AudienceIdentity.OUTPUT.get(type));
            Object renamed =
                settings.get("identityNames") instanceof Map<?, ?> names ? names.get(name) : null;
            visible.put(renamed == null ? name : renamed.toString(), value);
          }
        });
    return visible;
  }

  private static Map<String, Object> all(@Nullable Digits mpid, Map<String, Object> identities) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String type : AudienceIdentity.OUTPUT.keySet()) {
      Object value = identities.get(type);
      if (type.equals("mpid") && mpid != null) {
        all.put(type, mpid.text());
      } else if (value != null) {
        all.put(type, value);
      }
    }
    return all;
  }

  /// The setting by which a message of these is not sent; null when it is.
  @Nullable String filteredBy(@Nullable Digits mpid, Map<String, Object> identities) {
    if (identities.isEmpty() && !is("sendAnonymousUsers", true)) {
      return "sendAnonymousUsers";
    }
    if (!visible(mpid, identities).isEmpty()) {
      return null;
    }
    String last = null;
    for (String type : all(mpid, identities).keySet()) {
      last = leftOutBy(type);
    }
    return last;
  }

  void filtered(String setting) {
    filtered.merge(setting, 1L, Long::sum);
  }

  void sent(Object user, Object document) {
    sent.computeIfAbsent(user, u -> new ArrayList<>()).add(document);
  }

  /// What each user's messages were, in their order; those of a deletion stand alone.
  public List<List<Object>> byUser() {
    return List.copyOf(sent.values());
  }

  /// How many messages were not sent, by the setting that says so.
  public Map<String, Long> filtered() {
    return filtered;
  }

  /// The settings as a configuration file has them.
  public String yaml() {
    StringBuilder yaml = new StringBuilder();
    settings.forEach(
        (key, value) -> yaml.append(", ").append(key).append(": ").append(JsonWriter.plain(value)));
    return yaml.toString();
  }
}
