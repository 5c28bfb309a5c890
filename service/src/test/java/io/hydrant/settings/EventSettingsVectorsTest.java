package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.reference.Settings;
import io.hydrant.vectors.JsonTree;
import io.hydrant.vectors.Vector;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Whoever adds a setting of an Event connection adds an example of what it does.
final class EventSettingsVectorsTest {
  private static final String ALIASES = "sendAliasRequests";

  /// Those that no vector can show, and what shows them instead.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "batchInterval",
          "all windows of a vector have ended when it is looked at",
          "recordDelimiter",
          "vectors are compared as JSON",
          ALIASES,
          "aliases are no events and come by a door of their own: AliasTest");

  private static Set<String> keys() {
    return EventSettings.ALL.stream().map(Setting::key).collect(Collectors.toSet());
  }

  @Test
  void everySettingOccursInAVector_orHasAReasonNotTo() {
    Set<String> shown = new HashSet<>();
    for (String name : Vector.names()) {
      if (JsonTree.of(Vector.of(name).settings()) instanceof Map<?, ?> settings) {
        settings.keySet().forEach(key -> shown.add(String.valueOf(key)));
      }
    }
    Set<String> missing = new HashSet<>(keys());
    missing.removeAll(shown);
    assertThat(missing).isEqualTo(ELSEWHERE.keySet());
  }

  @Test
  void everySettingIsKnownToTheReference_andDrawnForIt() {
    Set<String> ofEvents = new HashSet<>(keys());
    ofEvents.remove(ALIASES);
    assertThat(Settings.keys()).isEqualTo(ofEvents);
  }
}
