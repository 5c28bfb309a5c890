package io.hydrant.simulator;

import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.RecordDelimiter;
import io.hydrant.settings.Toggle;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// One connection of a simulation.
///
/// @param contents what its content settings may be after a start; they keep and drop the same
/// @param recordBytesMax how long its records may be
/// @param off what it drops
record Plan(String name, List<Content> contents, int recordBytesMax, Set<Toggle> off) {
  private static final int RECORD_BYTES_MAX = 1_024_000;
  private static final Content STANDARD = Content.standard();
  private static final Set<Toggle> NOTHING = Set.of();
  private static final Set<Toggle> SCREENS = Set.of(Toggle.SEND_SCREEN_VIEWS);
  private static final Set<Toggle> LIFECYCLE = Set.of(Toggle.SEND_LIFECYCLE_EVENTS);

  /// The name of the one that carries audiences.
  static final String AUDIENCE = "audience";

  /// One that carries audiences, and few others, so that it gets its share of what goes wrong.
  static List<Plan> withAudience(SplittableRandom random) {
    return List.of(
        plan(AUDIENCE, RECORD_BYTES_MAX, NOTHING, new Batching.SingleEvents()),
        plan("short", RECORD_BYTES_MAX, SCREENS, windows(random, 1_000, 20_000)));
  }

  /// Connections with different settings.
  static List<Plan> all(SplittableRandom random) {
    return List.of(
        plan("singles", RECORD_BYTES_MAX, NOTHING, new Batching.SingleEvents()),
        plan("actions", RECORD_BYTES_MAX, SCREENS, new Batching.SingleEvents()),
        plan("short", RECORD_BYTES_MAX, SCREENS, windows(random, 1_000, 20_000)),
        plan("long", shortRecords(random), NOTHING, windows(random, 60_000, 3_600_000)),
        plan("sessions", RECORD_BYTES_MAX, NOTHING, sessions(random, 1_000, 100_000)),
        plan("visits", shortRecords(random), LIFECYCLE, sessions(random, 60_000, 3_600_000)),
        plan(
            "either",
            RECORD_BYTES_MAX,
            SCREENS,
            sessions(random, 1_000, 600_000),
            windows(random, 1_000, 600_000)));
  }

  private static int shortRecords(SplittableRandom random) {
    return random.nextInt(2_000, 4_000);
  }

  private static Batching windows(SplittableRandom random, int from, int to) {
    return new Batching.Windows(random.nextInt(from, to));
  }

  private static Batching sessions(SplittableRandom random, int from, int to) {
    return new Batching.Sessions(random.nextInt(from, to));
  }

  private static Plan plan(String name, int bytesMax, Set<Toggle> off, Batching... batchings) {
    Content a = content("a", batchings[0], off);
    Content b = content("b", batchings[batchings.length - 1], off);
    return new Plan(name, List.of(a, b), bytesMax, off);
  }

  private static Content content(String uniqueId, Batching batching, Set<Toggle> off) {
    Set<Toggle> on = EnumSet.copyOf(STANDARD.on());
    on.removeAll(off);
    return new Content(
        on,
        uniqueId,
        STANDARD.schemaVersion(),
        STANDARD.metadataFieldExclusion(),
        STANDARD.environment(),
        batching,
        RecordDelimiter.NEWLINE);
  }

  boolean drops(Request.Event event) {
    return event.kind().toggle != null && off.contains(event.kind().toggle);
  }

  boolean isAudience() {
    return name.equals(AUDIENCE);
  }

  boolean isSingles() {
    return contents.getFirst().batching() instanceof Batching.SingleEvents;
  }

  /// Whether it always waits for whole sessions.
  boolean isSessions() {
    return contents.stream().allMatch(each -> each.batching() instanceof Batching.Sessions);
  }
}
