package io.hydrant.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process, killed at random moments under load. Every event that was answered 202 is
/// found, once or under the same `message_id`. `./prove kill` does it more often.
final class KillTest {
  private final int kills = Integer.getInteger("kills", 20);
  private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());

  @TempDir Path directory;

  @Test
  void killedUnderLoad_losesNothingThatWasAnswered() throws Exception {
    Tally tally = new Tally("KillTest", seed);
    KillPart.killed(directory.resolve("kill"), seed, kills, tally, System.out::println);
    System.out.println(Tally.HEAD);
    System.out.println(tally.row());
    assertThat(tally.acknowledged()).isPositive();
    assertThat(tally.wrong()).isEmpty();
  }
}
