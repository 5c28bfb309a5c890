package io.hydrant.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// The service under one load, end to end: batches over HTTP into the real process, records over
/// TLS out of it, and at the end the ledger's word on what became of every event.
public final class LoadTest {
  private static final PrintStream OUT = System.out;

  private LoadTest() {}

  /// Runs it; the exit code is 0 when nothing was lost.
  public static void main(String... arguments) throws Exception {
    LoadOptions options;
    try {
      options = LoadOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(LoadOptions.USAGE);
      System.exit(2);
      return;
    }
    Place place = Place.make();
    try {
      run(options, place.directory());
    } catch (IOException e) {
      System.err.println("load: FAILED, logs and data are in " + place.directory() + ": " + e);
      System.exit(1);
    }
    place.remove();
  }

  private static void run(LoadOptions options, Path directory) throws Exception {
    try (Sink sink = Sink.start(directory);
        Hydrant hydrant = new Hydrant(directory, sink, options.shape(), options.connections())) {
      Phase.Sent sent = new Phase.Sent();
      OUT.printf("warming up for %d s ...%n", options.warmUp().toSeconds());
      Phase.run(hydrant, options.load(), options.warmUp(), sent);
      if (options.watched() > 0) {
        watched(options, hydrant, sent);
        return;
      }
      OUT.printf("measuring for %d s ...%n", options.measured().toSeconds());
      Phase phase = Phase.run(hydrant, options.load(), options.measured(), sent);
      OUT.printf("accepted       %,10.0f batches/s%n", phase.perSecond());
      OUT.printf("answered in    %,10.2f ms p50%n", phase.p50Millis());
      OUT.printf("               %,10.2f ms p99%n", phase.p99Millis());
      OUT.printf("service's CPU  %,10.0f µs a batch, delivered%n", phase.cpuMicros());
      OUT.printf("memory         %,10d MB at most%n", hydrant.peakBytes() / 1_000_000);
      OUT.printf("events         %,10d sent, all delivered%n", sent.events());
    }
  }

  /// Without and with somebody at the console, in turns, since neither a JIT compiler nor a machine
  /// that is shared holds still.
  private static void watched(LoadOptions options, Hydrant hydrant, Phase.Sent sent)
      throws Exception {
    OUT.println("| console | accepted a second | CPU a batch, µs | pages p50 / p99 ms | passed |");
    OUT.println("|---|--:|--:|--:|--:|");
    for (int i = 0; i < options.watched(); i++) {
      Phase alone = Phase.run(hydrant, options.load(), options.measured(), sent);
      OUT.printf("| closed | %,.0f | %.1f | | |%n", alone.perSecond(), alone.cpuMicros());
      try (Watchers watchers = new Watchers(hydrant::console)) {
        Phase seen = Phase.run(hydrant, options.load(), options.measured(), sent);
        Watchers.Seen pages = watchers.stop();
        OUT.printf(
            "| open | %,.0f | %.1f (%+.1f %%) | %.1f / %.1f | %,d |%n",
            seen.perSecond(),
            seen.cpuMicros(),
            (seen.cpuMicros() / alone.cpuMicros() - 1) * 100,
            pages.millis(.5),
            pages.millis(.99),
            pages.passed());
      }
    }
  }
}
