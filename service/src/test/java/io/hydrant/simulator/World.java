package io.hydrant.simulator;

import io.hydrant.simulator.MoodyFirehose.Mood;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What a world has that not every one has. What it has by its seed alone draws nothing, so that
/// worlds without it are what they were.
///
/// @param hasAudience whether it carries audiences too: every fourth does
/// @param hasErasures whether people are forgotten: in every eighth, since it excuses what is
///   missing
/// @param code our own, which is broken in every eighth
/// @param deadLetterRetention in another eighth, in which an outage is longer than records are
///   tried, and nobody discards dead letters
record World(
    boolean hasAudience,
    boolean hasErasures,
    BrokenCode code,
    @Nullable Duration deadLetterRetention) {
  private static final List<Mood> ALL = List.of(Mood.values());
  private static final List<Mood> FAILING =
      List.of(Mood.DEAD, Mood.DEAD, Mood.SILENT, Mood.THROTTLED, Mood.WELL);

  static World of(long seed) {
    return new World(
        seed % 4 == 2,
        seed % 8 == 1,
        new BrokenCode(seed % 8 != 5),
        seed % 8 == 7 ? Duration.ofMinutes(2 + seed % 10) : null);
  }

  /// How long a record is tried by some configuration.
  @Nullable Duration retryFor(SplittableRandom random) {
    if (deadLetterRetention != null) {
      return Duration.ofMillis(1);
    }
    return random.nextInt(3) == 0 ? null : Duration.ofMillis(random.nextInt(1, 2_000));
  }

  /// How some stream behaves from now on.
  Mood mood(SplittableRandom random) {
    List<Mood> moods = deadLetterRetention == null ? ALL : FAILING;
    return moods.get(random.nextInt(moods.size()));
  }
}
