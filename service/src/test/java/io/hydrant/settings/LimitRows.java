package io.hydrant.settings;

import java.util.List;
import java.util.function.Function;

/// The rows of [EverySettingTest] about `inputs[].limits`.
final class LimitRows {
  private LimitRows() {}

  static List<EverySettingTest.Row> all() {
    return List.of(
        limit("requestSize", "128KiB", l -> l.requests().requestBytes(), 262_144, 131_072),
        limit("batchSize", "2048", l -> l.requests().batchBytes(), 131_072, 2048),
        limit("batchesPerRequest", "7", l -> l.requests().batches(), 100, 7),
        limit("attributes", "7", l -> l.attributes().count(), 100, 7),
        limit("attributeLength", "7", l -> l.attributes().valueCharacters(), 4096, 7),
        limit("userAttributes", "7", l -> l.userAttributes().count(), 100, 7),
        limit("userAttributeLength", "7", l -> l.userAttributes().valueCharacters(), 4096, 7),
        limit("listEntries", "7", l -> l.userAttributes().listEntries(), 1000, 7),
        limit("listEntryLength", "7", l -> l.userAttributes().listEntryCharacters(), 512, 7),
        limit("nameLength", "7", Limits::nameCharacters, 256, 7));
  }

  private static EverySettingTest.Row limit(
      String key, String written, Function<Limits, Integer> found, int standard, int read) {
    return new EverySettingTest.Row(
        "inputs[].limits." + key,
        written,
        c -> found.apply(EverySettingTest.input(c).limits()),
        standard,
        read);
  }
}
