package io.hydrant.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.FreePort;
import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process, whose configuration file is changed at random under load, by SIGHUP and by the
/// change alone. No request fails, and everything that was answered 202 arrives once.
final class ReloadUnderLoadTest {
  private static final int WRITERS = 4;

  /// Two hundred requests a second meet every reload; more would only take longer.
  private static final Duration REST = Duration.ofMillis(5);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern REMOVED =
      Pattern.compile("\"name\":\"([^\"]+#\\d+)\",\"state\":\"r");

  private final Clock clock = Clock.system();
  private final int reloads = Integer.getInteger("reloads", 50);
  private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final HttpClient client = HttpClient.newHttpClient();
  private int collector;
  private int console;

  @TempDir Path directory;

  @Test
  void reloadedUnderLoad_noRequestFails_andTheLedgerBalances() throws Exception {
    System.out.println("ReloadUnderLoadTest: " + reloads + " reloads, seed " + seed);
    collector = FreePort.find();
    console = FreePort.find();
    EmulatorOptions options =
        EmulatorOptions.builder().stream("one").stream("two").stream("now-and-then").build();
    try (Emulator emulator = Emulator.start(options)) {
      write(valid(emulator, true));
      URI events = URI.create("http://127.0.0.1:" + collector + "/v2/events");
      try (ServiceProcess service = ServiceProcess.start(file(), at("/readyz"))) {
        Load load = new Load(events, "key", "a-secret-of-the-load", WRITERS);
        load.rest(REST);
        int refused = 0;
        for (int i = 0; i < reloads; i++) {
          boolean isValid = random.nextInt(5) > 0;
          refused += isValid ? 0 : 1;
          reload(service, isValid ? valid(emulator, false) : invalid(emulator), i);
          assertThat(ledger()).contains("\"balanced\":true");
        }
        load.finish();
        reload(service, valid(emulator, true), reloads);
        adoptAll();
        awaitDrained(load);
        report(load, emulator, refused);
        assertThat(service.terminate(Duration.ofSeconds(10))).isIn(0, 143);
      }
    }
  }

  private void report(Load load, Emulator emulator, int refused) {
    List<StoredRecord> records = new ArrayList<>(emulator.records("one", 0));
    records.addAll(emulator.records("two", 0));
    Account steady = Account.of(load, records);
    Account nowAndThen = Account.of(load, emulator.records("now-and-then", 0));
    System.out.printf(
        "ReloadUnderLoadTest steady: %s · requests refused %d, unanswered %d · reloads %d, of"
            + " which refused %d · seed %d%n",
        steady, load.refused(), load.unanswered(), reloads, refused, seed);
    System.out.printf(
        "ReloadUnderLoadTest now-and-then: delivered %d · duplicates %d%n",
        nowAndThen.delivered(), nowAndThen.duplicates());
    assertThat(load.refused()).isZero();
    assertThat(load.unanswered()).isZero();
    assertThat(steady.acknowledged()).isPositive();
    assertThat(steady.lost()).isEmpty();
    for (Account account : List.of(steady, nowAndThen)) {
      assertThat(account.unexpected()).isEmpty();
      assertThat(account.unexplained()).isEmpty();
      assertThat(account.duplicates()).isZero();
    }
  }

  private void reload(ServiceProcess service, String yaml, int number) throws Exception {
    int before = reloadsDone();
    write(yaml);
    // A change is noticed within seconds; with the signal there is nothing to wait for.
    if (number % 10 != 0) {
      service.signal("HUP");
    }
    long deadline = clock.nanos() + PATIENCE.toNanos();
    while (reloadsDone() == before) {
      assertThat(service.isAlive()).as("alive").isTrue();
      assertThat(clock.nanos()).as(service.log()).isLessThan(deadline);
      pause(20);
    }
  }

  private int reloadsDone() throws Exception {
    Matcher counts =
        Pattern.compile("hydrant_configuration_reloads_total\\{[^}]*} (\\d+)")
            .matcher(get("/metrics"));
    int sum = 0;
    while (counts.find()) {
      sum += Integer.parseInt(counts.group(1));
    }
    return sum;
  }

  private void adoptAll() throws Exception {
    String token = Files.readString(directory.resolve("data/console.token")).strip();
    Matcher removed = REMOVED.matcher(get("/api/connections"));
    while (removed.find()) {
      String body = "{\"removed\":\"%s\",\"heir\":\"now-and-then\"}".formatted(removed.group(1));
      HttpRequest order =
          HttpRequest.newBuilder(at("/api/connections/adopt"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      assertThat(client.send(order, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private void awaitDrained(Load load) throws Exception {
    Pattern waiting = Pattern.compile("\"(pending|sessions)\":[1-9]");
    long deadline = clock.nanos() + PATIENCE.toNanos();
    while (waiting.matcher(ledger()).find()) {
      assertThat(clock.nanos()).as(ledger()).isLessThan(deadline);
      pause(50);
    }
    assertThat(ledger())
        .contains("\"name\":\"steady\",\"accepted\":" + load.acknowledged().size() + ",")
        .contains("\"balanced\":true");
  }

  private void pause(int millis) {
    clock.parkUntil(clock.nanos() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private String ledger() throws Exception {
    return get("/api/ledger");
  }

  private String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(at(path)).timeout(PATIENCE).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + console + path);
  }

  private Path file() {
    return directory.resolve("hydrant.yaml");
  }

  /// Half of the time as an editor does, half as one that replaces the file whole.
  private void write(String yaml) throws IOException {
    if (random.nextBoolean()) {
      Files.writeString(file(), yaml);
    } else {
      Path fresh = Files.writeString(directory.resolve("fresh.yaml"), yaml);
      Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// No two alike: a file that is written again as it was has not changed, and is not read again.
  private String invalid(Emulator emulator) {
    return switch (random.nextInt(4)) {
      case 0 -> valid(emulator, false).replace("diskReserve: 64MiB", "diskReserve: 128MiB");
      case 1 -> valid(emulator, false).replace("sendAsBatch", "sendAsBach");
      case 2 -> valid(emulator, false).replace("connections:", "connections: [");
      default -> "# " + random.nextInt();
    };
  }

  /// @param isLast with everything there and enabled
  private String valid(Emulator emulator, boolean isLast) {
    String steady =
        "- {name: steady, output: e, deliveryStreamName: %s, sendAsBatch: %s, batchInterval: %ds, uniqueId: u%d, enabled: %s}"
            .formatted(
                random.nextBoolean() ? "one" : "two",
                random.nextBoolean(),
                random.nextInt(1, 4),
                random.nextInt(3),
                isLast || random.nextInt(4) > 0);
    String nowAndThen =
        "- { name: now-and-then, output: e, deliveryStreamName: now-and-then, batchInterval: 1s,"
            + " sendScreenViews: "
            + random.nextBoolean()
            + " }";
    String other =
        random.nextBoolean()
            ? "- { name: other, key: k2, secret: s" + random.nextInt(3) + " }"
            : "";
    return """
    data: ./data
    diskReserve: 64MiB
    collector: { listen: "127.0.0.1:%d" }
    console: { listen: "127.0.0.1:%d" }
    inputs:
      - { name: load, key: key, secret: a-secret-of-the-load }
      %s
    outputs:
      - { name: e, accessKeyId: %s, secretAccessKey: %s, endpoint: "%s" }
    connections:
      %s
      %s
    # %d
    """
        .formatted(
            collector,
            console,
            other,
            AccessKey.LOCAL.id(),
            AccessKey.LOCAL.secret(),
            emulator.endpoint(),
            steady,
            isLast || random.nextBoolean() ? nowAndThen : "",
            random.nextInt());
  }
}
