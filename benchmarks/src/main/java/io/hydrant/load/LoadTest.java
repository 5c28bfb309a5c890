package io.hydrant.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The service under load, end to end: batches over HTTP into the real process, records out of it
/// into the emulator, and at the end the ledger's word on what became of every event.
///
/// It is a closed loop: each client waits for its answer, so that the rate is what the machine,
/// which also runs clients and emulator, bears. CPU a batch is that of the service's process alone.
public final class LoadTest {
  private static final Duration DRAIN_MAX = Duration.ofMinutes(2);
  private static final PrintStream OUT = System.out;

  private final LoadOptions options;
  private final Cluster cluster;

  private LoadTest(LoadOptions options, Cluster cluster) {
    this.options = options;
    this.cluster = cluster;
  }

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
    Path directory = Files.createTempDirectory("hydrant-load");
    boolean passed;
    try (Cluster cluster = new Cluster(options, directory)) {
      passed = new LoadTest(options, cluster).run();
    }
    if (passed) {
      delete(directory);
    } else {
      System.err.println("load: FAILED; logs and data are in " + directory);
    }
    System.exit(passed ? 0 : 1);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private boolean run() throws Exception {
    long accepted;
    try (Clients clients = new Clients(options, cluster)) {
      OUT.printf(
          "%d connections, batches of %d bytes (%d events), %s, %d users%n",
          options.connections(),
          clients.batchBytes(),
          options.events(),
          options.isSingles() ? "every event by itself" : "windows of 10 s",
          options.users());
      OUT.printf("warming up for %d s ...%n", options.warmUp().toSeconds());
      Thread.sleep(options.warmUp());
      OUT.printf("measuring for %d s ...%n", options.measured().toSeconds());
      clients.measure();
      long start = System.nanoTime();
      Duration cpu = cluster.serviceCpu();
      Thread.sleep(options.measured());
      cpu = cluster.serviceCpu().minus(cpu);
      double seconds = (System.nanoTime() - start) / 1e9;
      Answers answers = clients.stop();
      accepted = answers.accepted();
      report(answers, cpu, seconds);
    }
    OUT.println("waiting until all is delivered ...");
    return isDelivered(accepted * options.events());
  }

  private static void report(Answers answers, Duration cpu, double seconds) {
    int count = answers.measured();
    OUT.printf("accepted       %,10.0f batches/s%n", count / seconds);
    OUT.printf("answered in    %,10.2f ms p50%n", answers.percentileMillis(.5));
    OUT.printf("               %,10.2f ms p99%n", answers.percentileMillis(.99));
    OUT.printf("service's CPU  %,10.0f µs a batch%n", cpu.toNanos() / 1e3 / Math.max(1, count));
  }

  /// Waits for the ledger to say that all events are delivered.
  private boolean isDelivered(long events) throws Exception {
    long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    String ledger = cluster.ledger();
    while (number(ledger, "pending") != 0 && System.nanoTime() < deadline) {
      Thread.sleep(200);
      ledger = cluster.ledger();
    }
    String taken = cluster.taken();
    boolean passed =
        number(ledger, "accepted") == events
            && number(ledger, "delivered") == events
            && ledger.contains("\"balanced\":true");
    OUT.printf("events sent    %,10d%n", events);
    OUT.printf(
        "the ledger     %,10d accepted, %,d delivered, %,d waiting, %s%n",
        number(ledger, "accepted"),
        number(ledger, "delivered"),
        number(ledger, "pending"),
        ledger.contains("\"balanced\":true") ? "balanced" : "NOT balanced");
    OUT.printf(
        "the emulator   %,10d records, %,d bytes, %,d calls%n",
        number(taken, "records"), number(taken, "bytes"), number(taken, "calls"));
    return passed;
  }

  /// The number of the first member of that name.
  private static long number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
