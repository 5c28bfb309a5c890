package io.hydrant.planted;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/// Plants the quick bugs of the list and sees each caught; `./prove planted` plants all of them.
/// `-Dplanted='no jitter'` plants one.
final class PlantedBugsTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.hydrant");
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

  @TestFactory
  Stream<DynamicTest> isCaught() {
    String one = System.getProperty("planted");
    List<PlantedBug> bugs = one == null ? PlantedBugs.QUICK : PlantedBugs.named(one);
    assertThat(bugs).as("planted bugs").isNotEmpty();
    return bugs.stream()
        .map(bug ->
            DynamicTest.dynamicTest(bug.name(), () -> System.out.println(GARDEN.plant(bug))));
  }
}
