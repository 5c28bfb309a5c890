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
}
