package io.hydrant.planted;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/// Plants some of the quick bugs of the list, others in each build, and sees each caught; `./prove
/// planted` plants all of them. `-Dplanted='no jitter'` plants one, `-Dplanted.seed=7` those of a
/// build that said so.
final class PlantedBugsTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.hydrant");
  private static final int BUGS = 12;
  private static final Garden GARDEN = new Garden();
  private static @Nullable Level level;

  @BeforeAll
  static void quiet() {
    level = LOG.getLevel();
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() throws IOException {
    LOG.setLevel(level);
    GARDEN.close();
  }

  @Test
  void eachBug_hasItsPlaceInTheSource() {
    assertThat(PlantedBugs.ALL)
        .isNotEmpty()
        .allSatisfy(bug -> assertThat(bug.source()).contains(bug.planted()));
  }

  @TestFactory
  Stream<DynamicTest> isCaught() {
    String one = System.getProperty("planted");
    List<PlantedBug> bugs = one == null ? some() : PlantedBugs.named(one);
    assertThat(bugs).as("planted bugs").isNotEmpty();
    return bugs.stream()
        .map(bug ->
            DynamicTest.dynamicTest(bug.name(), () -> System.out.println(GARDEN.plant(bug))));
  }

  private static List<PlantedBug> some() {
    long seed = Long.getLong("planted.seed", Clock.system().nanos());
    System.out.println("planted: " + BUGS + " bugs, seed " + seed);
    List<PlantedBug> shuffled = new ArrayList<>(PlantedBugs.QUICK);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.subList(0, BUGS);
  }
}
