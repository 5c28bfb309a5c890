package io.hydrant.reference;

import io.hydrant.vectors.JsonTree;
import io.hydrant.vectors.JsonTree.Digits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of an Event connection (section 3), by the keys of the configuration file.
public final class Settings {
  static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("uniqueId", ""),
          Map.entry("sendAnonymousUsers", true),
          Map.entry("sendLifecycleEvents", true),
          Map.entry("sendScreenViews", true),
          Map.entry("sendCrashEvents", true),
          Map.entry("sendNetworkPerformanceEvents", true),
          Map.entry("sendCustomEvents", true),
          Map.entry("sendPushRegistrationsAndReceipts", true),
          Map.entry("sendCommerceEvents", true),
          Map.entry("sendProfileChangeEvents", true),
          Map.entry("includeUserAttributeChangeEvents", false),
          Map.entry("includeUserIdentityChangeEvents", false),
          Map.entry("sendAsBatch", true),
          Map.entry("waitForCompleteBatch", false),
          Map.entry("includeLocationInformation", true),
          Map.entry("includeUserIdentities", true),
          Map.entry("includeMetadata", true),
          Map.entry("metadataFieldExclusion", List.of()),
          Map.entry("sendBatchesWithoutEvents", true),
          Map.entry("includeMpDeviceId", false),
          Map.entry("includeEventBatchLocation", false),
          Map.entry("schemaVersion", new Digits("2")),
          Map.entry("sendHistorical", false),
          Map.entry("environment", "all"),
          Map.entry("sessionTimeout", new Digits("1800000")),
          Map.entry("batchInterval", new Digits("600000")),
          Map.entry("recordDelimiter", "newline"));

  private final Map<String, Object> values = new HashMap<>(DEFAULTS);

  private Settings() {}

  /// The settings that a JSON object says, and the defaults of the others.
  static Settings of(String json) {
    Settings settings = new Settings();
    Map<String, @Nullable Object> said = Tree.object(JsonTree.of(json));
    if (said != null) {
      said.forEach((key, value) -> settings.values.put(key, Objects.requireNonNull(value)));
    }
    return settings;
  }

  /// The keys of all of them.
  public static Set<String> keys() {
    return DEFAULTS.keySet();
  }

  Object get(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  boolean is(String key) {
    return (boolean) get(key);
  }

  /// A duration: vectors write a number of milliseconds, the configuration file wants their unit.
  long millis(String key) {
    if (get(key) instanceof Digits digits) {
      return Long.parseLong(digits.text());
    }
    String text = (String) get(key);
    long number = Long.parseLong(text.replaceAll("[a-z]", ""));
    return switch (text.replaceAll("[0-9]", "")) {
      case "ms" -> number;
      case "s" -> number * 1_000;
      case "m" -> number * 60_000;
      default -> throw new IllegalArgumentException(text);
    };
  }

  List<String> list(String key) {
    return Tree.elements(get(key)).stream().map(String::valueOf).toList();
  }
}
