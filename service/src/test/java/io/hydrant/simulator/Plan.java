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
/// @param isWithoutScreens whether screen views are dropped
record Plan(String name, List<Content> contents, int recordBytesMax, boolean isWithoutScreens) {
  private static final int RECORD_BYTES_MAX = 1_024_000;

  /// Connections with different settings.
  static List<Plan> all(SplittableRandom random) {
    return List.of(
        plan("singles", new Batching.SingleEvents(), RECORD_BYTES_MAX, false),
        plan("actions", new Batching.SingleEvents(), RECORD_BYTES_MAX, true),
        plan("short", windows(random, 1_000, 20_000), RECORD_BYTES_MAX, true),
        plan("long", windows(random, 60_000, 3_600_000), random.nextInt(2_000, 4_000), false));
  }

  private static Batching windows(SplittableRandom random, int from, int to) {
    return new Batching.Windows(random.nextInt(from, to));
  }

  private static Plan plan(String name, Batching batching, int bytesMax, boolean noScreens) {
    return new Plan(
        name,
        List.of(content("a", batching, noScreens), content("b", batching, noScreens)),
        bytesMax,
        noScreens);
  }

  private static Content content(String uniqueId, Batching batching, boolean noScreens) {
    Content standard = Content.standard();
    Set<Toggle> on = EnumSet.copyOf(standard.on());
    if (noScreens) {
      on.remove(Toggle.SEND_SCREEN_VIEWS);
    }
    return new Content(
        on,
        uniqueId,
        standard.schemaVersion(),
        standard.metadataFieldExclusion(),
        standard.environment(),
        batching,
        RecordDelimiter.NEWLINE);
  }

  boolean isSingles() {
    return contents.getFirst().batching() instanceof Batching.SingleEvents;
  }
}
