package io.hydrant.fuzz;

import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.EnvironmentFilter;
import io.hydrant.settings.MetadataField;
import io.hydrant.settings.RecordDelimiter;
import io.hydrant.settings.Toggle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Content settings as a fuzzer writes them: a byte each, so that a short line of digits is a seed
/// that a person can read and every other line means something too. What is missing is the default.
///
/// ```
/// 0-17   a toggle each, in their order: odd is the other way than its default
/// 18     odd: a uniqueId            19  odd: schemaVersion 1
/// 20     environment                21  odd: every event by itself
/// 22     odd: no record delimiter   23  which metadata fields are excluded, a bit each
/// ```
final class WrittenSettings {
  private static final int UNIQUE_ID = 18;
  private static final int SCHEMA_VERSION = 19;
  private static final int ENVIRONMENT = 20;
  private static final int BATCHING = 21;
  private static final int DELIMITER = 22;
  private static final int EXCLUSIONS = 23;

  private static final List<MetadataField> FIELDS =
      List.of(
          new MetadataField("device_info", "device"),
          new MetadataField("application_info", "application_name"),
          new MetadataField("source_info", "partner"),
          new MetadataField(null, "brand"));

  private final byte[] line;

  WrittenSettings(byte[] line) {
    this.line = line;
  }

  Content content() {
    EnvironmentFilter[] environments = EnvironmentFilter.values();
    return new Content(
        toggles(),
        is(UNIQUE_ID) ? "an \"id\"\n" : null,
        is(SCHEMA_VERSION) ? 1 : 2,
        fields(),
        at(ENVIRONMENT) == '0' ? EnvironmentFilter.ALL : environments[at(ENVIRONMENT) % 3],
        is(BATCHING) ? new Batching.SingleEvents() : new Batching.Windows(600_000),
        is(DELIMITER) ? RecordDelimiter.NONE : RecordDelimiter.NEWLINE);
  }

  private Set<Toggle> toggles() {
    Set<Toggle> on = EnumSet.noneOf(Toggle.class);
    int place = 0;
    for (Toggle toggle : Toggle.values()) {
      if (toggle.standard() != is(place++)) {
        on.add(toggle);
      }
    }
    return on;
  }

  private List<MetadataField> fields() {
    List<MetadataField> excluded = new ArrayList<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      if ((at(EXCLUSIONS) >> i & 1) == 1) {
        excluded.add(FIELDS.get(i));
      }
    }
    return excluded;
  }

  private boolean is(int place) {
    return (at(place) & 1) == 1;
  }

  private int at(int place) {
    return place < line.length ? line[place] & 0x7f : '0';
  }
}
