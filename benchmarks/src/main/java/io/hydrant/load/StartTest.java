package io.hydrant.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// From the command to `/readyz`, through the launcher: with an empty directory, plain and with the
/// cache that `bin/aot` makes, then killed with much that waits.
public final class StartTest {
  private static final PrintStream OUT = System.out;
  private static final String USAGE =
      """
      usage: ./prove start [--starts N] [--mebibytes N]

        --starts N     of each kind (5)
        --mebibytes N  that wait when it is killed (1024)
      """;
  private static final Load FILLING = new Load(47, 32, 10_000, 0);
  private static final Duration FILL = Duration.ofSeconds(5);

  private final Path launcher = Path.of("hydrant").toAbsolutePath();
  private final Path directory;
  private final Path configuration;
  private final int collectorPort = Child.freePort();
  private final int consolePort = Child.freePort();

  private StartTest(Path directory) throws IOException {
    this.directory = directory;
    this.configuration = directory.resolve("hydrant.yaml");
    Files.writeString(
        configuration,
        """
        data: ./data
        diskReserve: 64MiB
        collector: { listen: "127.0.0.1:%d" }
        console: { listen: "127.0.0.1:%d" }
        inputs:
          - { name: load, key: %s, secret: %s }
        outputs:
          - { name: nobody, accessKeyId: AKIAIOSFODNN7EXAMPLE, secretAccessKey: not-a-secret, endpoint: "http://127.0.0.1:%d" }
        connections:
          - { name: load, output: nobody, deliveryStreamName: load, sendAsBatch: false }
        """
            .formatted(collectorPort, consolePort, Client.KEY, Client.SECRET, Child.freePort()));
  }

  /// Runs it.
  public static void main(String... arguments) throws Exception {
    List<String> given = new ArrayList<>(List.of(arguments));
    int starts = take(given, "--starts", 5);
    long bytes = take(given, "--mebibytes", 1024) * 1024L * 1024;
    if (!given.isEmpty() || starts < 1) {
      System.err.print(USAGE);
      System.exit(2);
    }
    Place place = Place.make();
    StartTest test = new StartTest(place.directory());
    OUT.println("| start | to ready, median ms | slowest | memory then, MB |");
    OUT.println("|---|--:|--:|--:|");
    test.starts("plain, empty", starts, Map.of("HYDRANT_NO_AOT", "yes"));
    test.starts("with the cache of bin/aot, empty", starts, Map.of());
    test.fill(bytes);
    test.starts(
        "with the cache, killed with %,d MiB waiting".formatted(bytes >> 20), starts, Map.of());
    place.remove();
  }

  private static int take(List<String> given, String name, int standard) {
    int at = given.indexOf(name);
    if (at < 0 || at + 1 == given.size()) {
      return standard;
    }
    given.remove(at);
    return Integer.parseInt(given.remove(at));
  }

  private void starts(String what, int count, Map<String, String> environment) throws Exception {
    List<Long> millis = new ArrayList<>();
    long memory = 0;
    for (int i = 0; i < count; i++) {
      Child child = start(environment);
      millis.add(child.await(() -> Child.answers(ready())).toMillis());
      memory = Math.max(memory, child.peakBytes());
      child.close();
    }
    Collections.sort(millis);
    OUT.printf(
        "| %s | %,d | %,d | %d |%n",
        what, millis.get(count / 2), millis.getLast(), memory / 1_000_000);
  }

  private Child start(Map<String, String> environment) throws IOException {
    return Child.run(
        directory.resolve("service.log"),
        List.of(launcher.toString(), "serve", "--config", configuration.toString()),
        environment);
  }

  private URI ready() {
    return URI.create("http://127.0.0.1:" + consolePort + "/readyz");
  }

  /// Accepts until so much waits for a stream that cannot be reached; then it is killed.
  private void fill(long bytes) throws Exception {
    Child child = start(Map.of());
    child.await(() -> Child.answers(ready()));
    for (int phase = 0; stored() < bytes; phase++) {
      try (Clients clients = new Clients(FILLING, collectorPort, phase)) {
        Thread.sleep(FILL);
        clients.stop();
      }
      OUT.printf("... %,d MiB wait%n", stored() >> 20);
    }
    child.close();
  }

  private long stored() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
