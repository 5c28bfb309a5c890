package io.hydrant.load;

import io.hydrant.emulator.AccessKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real service and the emulator it sends to, each in a process of its own, over a data
/// directory that is made for the run.
final class Cluster implements AutoCloseable {
  static final String KEY = "load";
  static final String SECRET = "a-secret-of-the-load";
  private static final String STREAM = "load";
  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 50;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int collectorPort = freePort();
  private final int consolePort = freePort();
  private final int emulatorPort = freePort();
  private final Path directory;
  private final Process emulator;
  private final Process service;

  Cluster(LoadOptions options, Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    Path configuration = directory.resolve("hydrant.yaml");
    Files.writeString(configuration, yaml(options));
    this.emulator =
        start("emulator", "--port", "" + emulatorPort, "--stream", STREAM, "--count-only");
    await(emulator, streamUri());
    this.service = start("serve", "--config", configuration.toString());
    await(service, console("/readyz"));
  }

  private String yaml(LoadOptions options) {
    return """
    data: ./data
    diskReserve: 64MiB
    collector: { listen: "127.0.0.1:%d" }
    console: { listen: "127.0.0.1:%d" }
    inputs:
      - { name: load, key: %s, secret: %s }
    outputs:
      - { name: emulator, accessKeyId: %s, secretAccessKey: %s, endpoint: "http://127.0.0.1:%d" }
    connections:
      - { name: load, output: emulator, deliveryStreamName: %s, %s }
    """
        .formatted(
            collectorPort,
            consolePort,
            KEY,
            SECRET,
            AccessKey.LOCAL.id(),
            AccessKey.LOCAL.secret(),
            emulatorPort,
            STREAM,
            options.isSingles() ? "sendAsBatch: false" : "batchInterval: 10s");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// The JVM options are those of the launcher.
  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "io.hydrant.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(arguments[0] + ".log").toFile())
        .start();
  }

  private void await(Process process, URI ready) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (get(ready).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    close();
    throw new IOException("a process did not start; see the logs in " + directory);
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  int collectorPort() {
    return collectorPort;
  }

  /// CPU time of the service so far, its JIT compiler included.
  Duration serviceCpu() {
    return service.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// The ledger, as the console gives it.
  String ledger() throws IOException, InterruptedException {
    return get(console("/api/ledger")).body();
  }

  /// What the emulator took, in its numbers.
  String taken() throws IOException, InterruptedException {
    return get(streamUri()).body();
  }

  private URI console(String path) {
    return URI.create("http://127.0.0.1:" + consolePort + path);
  }

  private URI streamUri() {
    return URI.create("http://127.0.0.1:" + emulatorPort + "/_emulator/streams/" + STREAM);
  }

  @Override
  public void close() {
    emulator.destroyForcibly();
    if (service != null) {
      service.destroyForcibly();
    }
    http.close();
  }
}
