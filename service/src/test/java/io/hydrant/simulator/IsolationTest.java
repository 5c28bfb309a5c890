package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.simulator.Neighbours.Trouble;
import io.hydrant.store.ModelDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One of twenty connections is in trouble: the others are none the wiser.
final class IsolationTest {
  private static final int TENTHS = 1_500;

  private static List<Long> calm = List.of();

  /// Latencies of all but the first connection.
  private static List<Long> run(Trouble trouble) throws IOException {
    Neighbours connections = new Neighbours(new ModelDisk()::store, trouble);
    String large = "x".repeat(10_000);
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      connections.send(large);
      connections.pass(Duration.ofMillis(100));
    }
    return connections.latencies();
  }

  @BeforeAll
  static void withoutTrouble() throws IOException {
    calm = run(Trouble.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"BLOCKED", "SILENT", "THROTTLED"})
  void oneConnectionInTrouble_leavesTheOthersLatencyAsItWas(Trouble trouble) throws IOException {
    List<Long> latencies = run(trouble);
    assertThat(latencies).hasSizeGreaterThan((Neighbours.COUNT - 1) * (TENTHS - 2));
    for (double quantile : List.of(0.5, 0.99)) {
      double ratio = (double) at(latencies, quantile) / at(calm, quantile);
      assertThat(ratio)
          .as("seed " + Neighbours.SEED + ", quantile " + quantile)
          .isBetween(0.9, 1.1);
    }
  }

  private static long at(List<Long> sorted, double quantile) {
    return sorted.get((int) (sorted.size() * quantile));
  }
}
