package io.hydrant.reference;

import io.hydrant.reference.Case.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Settings, and batches of few people and devices, by chance.
final class RandomCase extends RandomTree {
  /// When the first batch is received, or soon after.
  static final long START = 1_760_000_000_000L;

  private static final int BATCHES_MAX = 8;
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

  /// Single events and windows.
  Case next() {
    Map<String, @Nullable Object> settings = settings();
    int interval = Integer.parseInt(one("1000", "7777", "600000", "3600000"));
    settings.put("batchInterval", interval + "ms");
    return new Case(
        settings,
        sent(
            () -> chance(2) ? 0 : below(chance(5) ? 2 * interval : interval / 10),
            () -> chance(10) ? below(50) : 0),
        seed);
  }

  /// The same, on a clock that is never set back.
  Case steady() {
    Map<String, @Nullable Object> settings = settings();
    int interval = Integer.parseInt(one("1000", "600000", "3600000"));
    settings.put("batchInterval", interval + "ms");
    IntSupplier step = () -> chance(2) ? 0 : below(2 * interval);
    return new Case(settings, sent(step, () -> 0), seed);
  }

  /// Whole sessions.
  Case sessions() {
    Map<String, @Nullable Object> settings = settings();
    settings.put("waitForCompleteBatch", true);
    settings.put("sendLifecycleEvents", chance(2));
    settings.remove("sendAnonymousUsers");
    int timeout = Integer.parseInt(one("25000", "100000", "1800000", "3600000"));
    settings.put("sessionTimeout", timeout + "ms");
    Integer[] steps = {
      0, 0, 1, 700, 7_000, 13_000, 29_000, 33_000, timeout / 8 * 5, timeout / 8 * 7, 2 * timeout
    };
    List<Sent> sent = new ArrayList<>(sent(() -> one(steps), () -> 0));
    long at = sent.getLast().at();
    for (int i = below(2 * BATCHES_MAX); i > 0; i--) {
      at += one(steps);
      sent.add(new Sent(batches.ofSessions(chance(6) ? 2 : 1), at, false));
    }
    return new Case(settings, sent, seed);
  }

  /// Batches that come all at once, and for each of many connections the settings of its own.
  List<Case> atOnce(int connections) {
    List<Sent> sent = sent(() -> 0, () -> 0);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Map<String, @Nullable Object> settings = settings();
      settings.put("waitForCompleteBatch", chance(3));
      settings.put("batchInterval", one("1s", "10m"));
      settings.put("sessionTimeout", one("40s", "30m"));
      cases.add(new Case(settings, sent, seed));
    }
    return cases;
  }

  /// @param step how much later than the one before a batch comes, in milliseconds
  /// @param back how far back its clock was set
  private List<Sent> sent(IntSupplier step, IntSupplier back) {
    List<Sent> sent = new ArrayList<>();
    int people = chance(2) ? 1 : 1 + below(5);
    long at = START;
    for (int i = below(BATCHES_MAX); i >= 0; i--) {
      at += step.getAsInt();
      boolean historical = chance(20);
      long receipt = at - back.getAsInt();
      sent.add(new Sent(batches.batch(below(people), receipt, historical), receipt, historical));
    }
    return sent;
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
