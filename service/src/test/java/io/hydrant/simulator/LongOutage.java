package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.simulator.Neighbours.Trouble;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.ModelDisk;
import java.io.IOException;
import java.time.Duration;

/// A stream is down for three days of virtual time. Nothing is lost and nobody does anything: what
/// waited is delivered once it is well, each event once, and not all at once.
final class LongOutage {
  private static final int HOURS = 72;

  /// A probe a minute, the jitter of their pauses, and what comes when a row is first tried.
  private static final int CALLS_A_DEAD_HOUR_MAX = 150;

  /// A probe, then calls of 500 records; no herd.
  private static final int CALLS_OF_THE_RECOVERY_MAX = 5;

  private LongOutage() {}

  /// What came of it.
  ///
  /// @throws AssertionError when it is not as promised
  static String run() throws IOException {
    int most = 0;
    Neighbours connections = new Neighbours(new ModelDisk()::store, Trouble.DOWN, 2);
    for (int hour = 0; hour < HOURS; hour++) {
      int before = connections.calls();
      connections.send("a");
      connections.pass(Duration.ofHours(1));
      int calls = connections.calls() - before;
      assertThat(calls).as("calls in hour %d", hour).isBetween(1, CALLS_A_DEAD_HOUR_MAX);
      most = Math.max(most, calls);
    }
    LedgerLine down = connections.store().ledger().getFirst();
    assertThat(down.pending()).isEqualTo(down.accepted()).isEqualTo(HOURS);
    connections.mend();
    int callsBefore = connections.calls();
    connections.pass(Duration.ofMinutes(5));
    // What was taken last is struck off by the next write.
    connections.pass(Duration.ofSeconds(1));
    LedgerLine line = connections.store().ledger().getFirst();
    assertThat(line.delivered()).isEqualTo(line.accepted()).isEqualTo(HOURS);
    assertThat(connections.taken()).as("records taken, each once").isEqualTo(HOURS);
    int calls = connections.calls() - callsBefore;
    assertThat(calls).as("calls of the recovery").isLessThan(CALLS_OF_THE_RECOVERY_MAX);
    return "%d h without the stream: at most %d calls an hour, then %d of %d delivered in %d"
        .formatted(HOURS, most, line.delivered(), line.accepted(), calls);
  }
}
