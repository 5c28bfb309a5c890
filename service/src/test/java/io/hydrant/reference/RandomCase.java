package io.hydrant.reference;

import io.hydrant.reference.Case.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Settings, and batches of few people and devices, by chance.
final class RandomCase extends RandomTree {
  /// When the first batch is received, or soon after.
  static final long START = 1_760_000_000_000L;

  private static final int BATCHES_MAX = 6;
  private static final List<String> EXCLUSIONS =
      List.of(
          "platform",
          "http_header_user_agent",
          "is_historical",
          "channel",
          "device_info.platform",
          "device_info.a.b",
          "application_info.device_info",
          "application_info.package",
          "source_info.partner");

  private final RandomBatch batches;
  private final long seed;

  RandomCase(long seed) {
    this(new SplittableRandom(seed), seed);
  }

  private RandomCase(SplittableRandom random, long seed) {
    super(random);
    this.batches = new RandomBatch(random.split());
    this.seed = seed;
  }

  Case next() {
    Map<String, @Nullable Object> settings = settings();
    int interval = Integer.parseInt(one("1000", "7777", "600000", "3600000"));
    settings.put("batchInterval", interval + "ms");
    List<Sent> sent = new ArrayList<>();
    int people = chance(2) ? 1 : 1 + below(5);
    long at = START;
    for (int i = below(BATCHES_MAX); i >= 0; i--) {
      at += chance(2) ? 0 : below(chance(5) ? 2 * interval : interval / 10);
      boolean historical = chance(20);
      long receipt = at - (chance(10) ? below(50) : 0);
      sent.add(new Sent(batches.batch(below(people), receipt, historical), receipt, historical));
    }
    return new Case(settings, sent, seed);
  }

  private Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    int seldom = one(3, 6, 12);
    for (Map.Entry<String, Object> setting : new TreeMap<>(Settings.DEFAULTS).entrySet()) {
      boolean grouping = setting.getKey().equals("waitForCompleteBatch");
      if (setting.getValue() instanceof Boolean standard && !grouping && chance(seldom)) {
        settings.put(setting.getKey(), !standard);
      }
    }
    maybe(settings, "uniqueId", () -> one("", "abc", "ü\"/"));
    maybe(settings, "schemaVersion", () -> number(one("1", "2")));
    if (chance(8)) {
      settings.put("environment", one("all", "production", "development"));
    }
    maybe(settings, "recordDelimiter", () -> one("newline", "none"));
    maybe(settings, "metadataFieldExclusion", () -> list(3, () -> one(EXCLUSIONS)));
    return settings;
  }
}
