package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process killed while it keeps rows; and the test of all kill tests: a missing sync must make
/// them fail, which it does because unsynced writes live in the process and die with it.
final class StoreKillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = 5_000_000;
  private static final int KEPT_BEFORE_THE_KILL = 200;

  @TempDir Path directory;

  @Test
  void killed_losesNothingThatWasKept() throws Exception {
    long kept = keepAndDie("synced");
    assertThat(StoreProcess.rowsFound(directory.resolve("store"))).isGreaterThanOrEqualTo(kept);
  }

  @Test
  void killed_leavesNoLibraryBehind() throws Exception {
    keepAndDie("synced");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("said", "store");
    }
  }

  @Test
  void missingSync_losesWhatWasKept() throws Exception {
    long kept = keepAndDie("unsynced");
    assertThat(StoreProcess.rowsFound(directory.resolve("store"))).isLessThan(kept);
  }

  /// Runs the process until it has kept so many rows, and kills it; how many it said it kept.
  private long keepAndDie(String how) throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    Path store = directory.resolve("store");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-Djava.io.tmpdir=" + directory,
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StoreProcess.class.getName(),
                    store.toString(),
                    how))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(said.toFile())
            .start();
    Clock clock = Clock.system();
    long deadline = clock.nanos() + PATIENCE.toNanos();
    while (kept(said) < KEPT_BEFORE_THE_KILL && process.isAlive() && clock.nanos() < deadline) {
      clock.parkUntil(clock.nanos() + LOOK_NANOS);
    }
    process.destroyForcibly().waitFor();
    assertThat(kept(said)).isGreaterThanOrEqualTo(KEPT_BEFORE_THE_KILL);
    return kept(said);
  }

  private static long kept(Path said) throws IOException {
    return Files.readAllLines(said).stream().filter("kept"::equals).count();
  }
}
