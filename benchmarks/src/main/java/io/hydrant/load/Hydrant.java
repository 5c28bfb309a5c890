package io.hydrant.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service, over a data directory that is made for the run.
final class Hydrant implements Subject {
  private static final Duration DRAIN_MAX = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int collectorPort = Child.freePort();
  private final int consolePort = Child.freePort();
  private final int connections;
  private final Child child;

  /// @param directory an empty one
  /// @param connections how many take every event
  Hydrant(Path directory, Sink sink, Shape shape, int connections)
      throws IOException, InterruptedException {
    this.connections = connections;
    Path configuration = directory.resolve("hydrant.yaml");
    Files.writeString(configuration, yaml(sink.endpoint(), shape));
    List<String> words = new ArrayList<>(sink.trust());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.hydrant.Main"));
    words.addAll(List.of("serve", "--config", configuration.toString()));
    this.child = Child.start(directory.resolve("service.log"), words);
    child.await(() -> Child.answers(console("/readyz")));
  }

  private String yaml(URI endpoint, Shape shape) {
    StringBuilder yaml = new StringBuilder(1024);
    yaml.append(
        """
        data: ./data
        diskReserve: 64MiB
        collector: { listen: "127.0.0.1:%d" }
        console: { listen: "127.0.0.1:%d" }
        inputs:
          - { name: load, key: %s, secret: %s }
        outputs:
          - { name: sink, accessKeyId: AKIAIOSFODNN7EXAMPLE, secretAccessKey: not-a-secret, endpoint: "%s" }
        connections:
        """
            .formatted(collectorPort, consolePort, Client.KEY, Client.SECRET, endpoint));
    for (int i = 0; i < connections; i++) {
      yaml.append(
          "  - { name: load-%d, output: sink, deliveryStreamName: load-%d, %s }%n"
              .formatted(i, i, shape.settings()));
    }
    return yaml.toString();
  }

  @Override
  public int port() {
    return collectorPort;
  }

  @Override
  public Duration cpu() {
    return child.cpu();
  }

  @Override
  public long peakBytes() {
    return child.peakBytes();
  }

  /// Goes by the ledger: all accepted, all delivered, balanced.
  @Override
  public String awaitDelivered(long batches, long events) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    String ledger = ledger();
    while (sum(ledger, "pending") != 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      ledger = ledger();
    }
    long all = events * connections;
    boolean isRight =
        sum(ledger, "accepted") == all
            && sum(ledger, "delivered") == all
            && ledger.contains("\"balanced\":true");
    return isRight ? null : "sent " + all + " events: " + ledger;
  }

  private String ledger() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(console("/api/ledger")).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  /// The sum of all members of that name.
  private static long sum(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    long sum = 0;
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1));
    }
    return sum;
  }

  /// Where a path of the console is.
  URI console(String path) {
    return URI.create("http://127.0.0.1:" + consolePort + path);
  }

  @Override
  public void close() {
    child.close();
    http.close();
  }
}
