package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.hydrant.store.DeadCause;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A thousand worlds, each from its seed. `-Dseed=123` replays one, `-Dseeds=100000` takes more.
final class SimulatorTest {
  private static final long SEEDS = 1_000;
  private final Logger log = (Logger) LoggerFactory.getLogger("io.hydrant");
  private @Nullable Level level;

  @BeforeEach
  void quiet() {
    level = log.getLevel();
    if (Long.getLong("seed") == null) {
      log.setLevel(Level.OFF);
    }
  }

  @AfterEach
  void loud() {
    log.setLevel(level);
  }

  @Test
  void everySeed_losesNothing_andRepeatsOnlyWhatNobodyKnew() {
    Long one = Long.getLong("seed");
    if (one != null) {
      run(one);
      return;
    }
    LongAdder reloads = new LongAdder();
    LongAdder packed = new LongAdder();
    LongAdder replayed = new LongAdder();
    LongAdder heldUp = new LongAdder();
    LongAdder forgotten = new LongAdder();
    LongAdder retriesEnded = new LongAdder();
    LongAdder broken = new LongAdder();
    LongAdder expired = new LongAdder();
    LongStream.range(0, Long.getLong("seeds", SEEDS))
        .parallel()
        .mapToObj(SimulatorTest::run)
        .forEach(simulation -> {
          reloads.add(simulation.reloads());
          packed.add(simulation.judge().packed());
          replayed.add(simulation.replayed());
          heldUp.add(simulation.judge().audience().heldUp());
          forgotten.add(simulation.judge().erasures().done());
          retriesEnded.add(simulation.died(DeadCause.RETRIES_ENDED));
          broken.add(simulation.died(DeadCause.BROKEN));
          expired.add(simulation.expired());
        });
    assertThat(reloads.sum()).as("reloads under load").isGreaterThan(500);
    assertThat(packed.sum()).as("documents that shared a record").isGreaterThan(5_000);
    assertThat(heldUp.sum()).as("users who waited for a message sent in vain").isGreaterThan(500);
    assertThat(forgotten.sum()).as("people who were forgotten").isGreaterThan(200);
    assertThat(replayed.sum()).as("events of dead letters replayed").isGreaterThan(100);
    assertThat(retriesEnded.sum()).as("rows given up as retryFor says").isGreaterThan(5_000);
    assertThat(broken.sum()).as("rows given up because our code throws").isGreaterThan(3_000);
    assertThat(expired.sum())
        .as("events of dead letters kept for long enough")
        .isGreaterThan(10_000);
  }

  @Test
  void seedsThatEverFailed_passNow() throws IOException {
    List<Long> seeds = SeedsThatFailed.read();
    assertThat(seeds).isNotEmpty();
    seeds.forEach(SimulatorTest::run);
  }

  private static Simulation run(long seed) {
    try {
      Simulation simulation = new Simulation(seed);
      simulation.run();
      return simulation;
    } catch (AssertionError | RuntimeException | IOException e) {
      throw new AssertionError(
          "seed "
              + seed
              + " failed; replay: mvn -pl service -am -Dtest=SimulatorTest -Dseed="
              + seed
              + " -Dsurefire.failIfNoSpecifiedTests=false test",
          e);
    }
  }
}
