package io.hydrant.kill;

import io.hydrant.FreePort;
import io.hydrant.emulator.AccessKey;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The real service on a data directory that may suffer, its clients, and its judge: each where the
/// others' death does not reach it.
///
/// Three connections get every event: in windows of a second, alone, and several in a record, on a
/// stream that takes some calls in part until all is judged.
final class Testbed implements AutoCloseable {
  static final List<String> STREAMS = List.of("windows", "singles", "packs");

  /// A stream of whole sessions, for who asks for it.
  static final String SESSIONS = "sessions";

  static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  private static final String SESSIONS_CONNECTION =
      """
        - { name: sessions, output: emulator, deliveryStreamName: sessions, waitForCompleteBatch: true, sessionTimeout: 10s }
      """
          .replaceFirst("^ *", "  ");

  private static final Duration STILL_MAX = Duration.ofMinutes(2);
  private static final String SECRET = "a-secret-of-the-load";
  private static final JsonName CONNECTIONS = JsonName.of("connections");

  private final Clock clock = Clock.system();
  private final List<String> streams;
  private final EmulatorProcess emulator;
  private final Tally tally;
  private final Path configuration;
  private final URI console;
  private final URI events;
  private final HttpClient client = HttpClient.newHttpClient();
  private Map<String, String> environment = Map.of();
  private @Nullable ServiceProcess service;

  /// @param directory where configuration and logs lie, out of reach of what happens to `data`
  Testbed(Path directory, Path data, EmulatorProcess emulator, Tally tally) throws IOException {
    this(directory, data, emulator, tally, STREAMS);
  }

  /// @param streams some of those above, and [#SESSIONS]
  Testbed(Path directory, Path data, EmulatorProcess emulator, Tally tally, List<String> streams)
      throws IOException {
    this.streams = streams;
    this.emulator = emulator;
    this.tally = tally;
    int collector = FreePort.find();
    this.console = URI.create("http://127.0.0.1:" + FreePort.find());
    this.events = URI.create("http://127.0.0.1:" + collector + "/v2/events");
    this.configuration = Files.createDirectories(directory).resolve("hydrant.yaml");
    Files.writeString(
        configuration,
        """
        data: %s
        diskReserve: 64MiB
        collector: { listen: "127.0.0.1:%d" }
        console: { listen: "127.0.0.1:%d" }
        inputs:
          - { name: load, key: key, secret: %s }
        outputs:
          - { name: emulator, accessKeyId: %s, secretAccessKey: %s, endpoint: "%s" }
        connections:
          - { name: windows, output: emulator, deliveryStreamName: windows, batchInterval: 1s }
          - { name: singles, output: emulator, deliveryStreamName: singles, sendAsBatch: false }
          - name: packs
            output: emulator
            deliveryStreamName: packs
            sendAsBatch: false
            packing: { enabled: true, targetBytes: 5120 }
        """
                .formatted(
                    data,
                    collector,
                    console.getPort(),
                    SECRET,
                    AccessKey.LOCAL.id(),
                    AccessKey.LOCAL.secret(),
                    emulator.endpoint())
            + (streams.contains(SESSIONS) ? SESSIONS_CONNECTION : ""));
  }

  /// A judge for testbeds, one at a time.
  static EmulatorProcess judge(Path directory, long seed) throws IOException, InterruptedException {
    List<String> streams = new ArrayList<>(STREAMS);
    streams.add(SESSIONS);
    EmulatorProcess emulator = EmulatorProcess.start(Files.createDirectories(directory), streams);
    emulator.script(
        "{misfortune: failRecords, every: 3, stream: packs, share: 0.1, seed: %d}"
            .formatted(seed & Integer.MAX_VALUE));
    return emulator;
  }

  /// The service is started with these variables from now on.
  void environment(Map<String, String> environment) {
    this.environment = environment;
  }

  /// Starts the service, and waits for nothing.
  ServiceProcess launch() throws IOException {
    service = ServiceProcess.launch(configuration, environment);
    return service;
  }

  /// Starts the service and waits until it accepts, which is what recovery takes.
  ServiceProcess start() throws IOException, InterruptedException {
    long started = clock.nanos();
    ServiceProcess launched = launch();
    launched.awaitReady(ready());
    tally.recovered(TimeUnit.NANOSECONDS.toMillis(clock.nanos() - started));
    return launched;
  }

  URI ready() {
    return console.resolve("/readyz");
  }

  Path configuration() {
    return configuration;
  }

  Load load(int writers) {
    return new Load(events, "key", SECRET, writers);
  }

  /// For clients of another make.
  CrowdClient.Way way() {
    return new CrowdClient.Way(events.getPort(), Load.authorization("key", SECRET));
  }

  /// Clients that stop by themselves.
  Load load(int writers, int batches) {
    return new Load(events, "key", SECRET, writers, batches);
  }

  /// Status of `/readyz`, or 0 when nobody answers.
  int readiness() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(ready()).timeout(Duration.ofSeconds(10)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Lets time pass.
  void pass(Duration span) {
    long until = clock.nanos() + span.toNanos();
    while (clock.nanos() < until) {
      clock.parkUntil(until);
    }
  }

  /// Lets the writers finish and everything be delivered, and judges; each connection by itself.
  ///
  /// @return the records of each
  Map<String, List<byte[]>> judge(Load load) throws IOException, InterruptedException {
    load.finish();
    emulator.forgetFaults();
    JsonIndex ledger = drained();
    Map<String, List<byte[]>> all = new HashMap<>();
    for (String stream : streams) {
      List<byte[]> records = emulator.take(stream);
      all.put(stream, records);
      Account account = Account.ofData(load, records);
      tally.add(stream, account, Line.of(ledger, stream));
      if (stream.equals("packs") && records.size() >= account.delivered()) {
        tally.wrong("packs: no documents share a record");
      }
    }
    return all;
  }

  /// What the ledger says of one connection.
  record Line(long accepted, long filtered, long waiting, long delivered, long dead, long other) {
    static Line of(JsonIndex json, String connection) {
      int lines = json.find(0, CONNECTIONS);
      for (int line = json.first(lines); line != JsonIndex.NONE; line = json.next(line)) {
        if (json.string(json.find(line, JsonName.of("name"))).equals(connection)) {
          return new Line(
              number(json, line, "accepted"),
              sum(json, json.find(line, JsonName.of("filtered"))),
              sum(json, json.find(line, JsonName.of("waiting"))),
              number(json, line, "delivered"),
              number(json, line, "dead"),
              number(json, line, "discarded"));
        }
      }
      return new Line(0, 0, 0, 0, 0, 0);
    }

    private static long number(JsonIndex json, int line, String member) {
      return Long.parseLong(json.raw(json.find(line, JsonName.of(member))));
    }

    private static long sum(JsonIndex json, int members) {
      long sum = 0;
      for (int at = json.first(members); at != JsonIndex.NONE; at = json.next(at)) {
        sum += Long.parseLong(json.raw(at));
      }
      return sum;
    }
  }

  /// The ledger once nothing waits.
  private JsonIndex drained() throws IOException, InterruptedException {
    long deadline = clock.nanos() + STILL_MAX.toNanos();
    long waited = Long.MAX_VALUE;
    while (true) {
      JsonIndex ledger = ledger();
      if (!ledger.raw(ledger.find(0, JsonName.of("balanced"))).equals("true")) {
        throw new AssertionError("the ledger does not balance");
      }
      long waits = streams.stream().mapToLong(stream -> Line.of(ledger, stream).waiting()).sum();
      if (waits == 0) {
        return ledger;
      }
      if (waits < waited) {
        waited = waits;
        deadline = clock.nanos() + STILL_MAX.toNanos();
      } else if (clock.nanos() >= deadline) {
        throw new AssertionError("%d events wait, and none left in %s".formatted(waits, STILL_MAX));
      }
      pass(Duration.ofMillis(100));
    }
  }

  JsonIndex ledger() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(console.resolve("/api/ledger"))
            .timeout(Duration.ofSeconds(20))
            .build();
    String body = client.send(request, BodyHandlers.ofString()).body();
    try {
      return JsonIndex.of(body.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidJsonException e) {
      throw new IOException("the ledger is not JSON: " + body, e);
    }
  }

  @Override
  public void close() {
    client.close();
    if (service != null) {
      service.close();
    }
  }
}
