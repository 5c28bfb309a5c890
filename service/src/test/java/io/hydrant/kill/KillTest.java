package io.hydrant.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.emulator.Which;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process, killed at random moments under load. Every event that was answered 202 is
/// found, once or under the same `message_id`.
final class KillTest {
  private static final String STREAM_OF_WINDOWS = "windows";
  private static final String STREAM_OF_SINGLES = "singles";
  private static final String STREAM_OF_PACKS = "packs";
  private static final double SHARE_IN_PART = 0.5;
  private static final int WRITERS = 8;
  private static final Duration DRAIN_MAX = Duration.ofSeconds(60);

  private final Clock clock = Clock.system();
  private final int kills = Integer.getInteger("kills", 20);
  private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());

  @TempDir Path directory;

  @Test
  void killedUnderLoad_losesNothingThatWasAnswered() throws Exception {
    System.out.println("KillTest: " + kills + " kills, seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (Emulator emulator =
        Emulator.start(
            EmulatorOptions.builder().stream(STREAM_OF_WINDOWS).stream(STREAM_OF_SINGLES).stream(
                    STREAM_OF_PACKS)
                .build())) {
      // Parts of calls, so that parts of batches are struck off.
      emulator.script(
          Fault.always(Misfortune.throttled(Which.every(3)))
              .of(STREAM_OF_PACKS)
              .share(SHARE_IN_PART, seed));
      int collector = ServiceProcess.freePort();
      int console = ServiceProcess.freePort();
      Path configuration = configuration(emulator, collector, console);
      URI ready = URI.create("http://127.0.0.1:" + console + "/readyz");
      URI ledger = URI.create("http://127.0.0.1:" + console + "/api/ledger");
      URI events = URI.create("http://127.0.0.1:" + collector + "/v2/events");
      Load load = new Load(events, "key", "a-secret-of-the-load", WRITERS);
      long slowestStart = 0;
      for (int kill = 0; kill < kills; kill++) {
        long started = clock.nanos();
        ServiceProcess service = ServiceProcess.start("io.hydrant.Main", configuration, ready);
        slowestStart = Math.max(slowestStart, clock.nanos() - started);
        long alive = TimeUnit.MILLISECONDS.toNanos(random.nextLong(50, 300));
        long until = clock.nanos() + alive;
        while (clock.nanos() < until) {
          clock.parkUntil(until);
        }
        service.kill();
      }
      try (ServiceProcess service = ServiceProcess.start("io.hydrant.Main", configuration, ready)) {
        load.finish();
        awaitDrained(ledger);
        Account windows = Account.of(load, emulator.records(STREAM_OF_WINDOWS, 0));
        Account singles = Account.of(load, emulator.records(STREAM_OF_SINGLES, 0));
        Account packs = Account.of(load, emulator.records(STREAM_OF_PACKS, 0));
        report(STREAM_OF_WINDOWS, windows, slowestStart);
        report(STREAM_OF_PACKS, packs, slowestStart);
        report(STREAM_OF_SINGLES, singles, slowestStart);
        assertThat(service.terminate(Duration.ofSeconds(10))).isIn(0, 143);
        assertNothingIsMissing(windows);
        assertNothingIsMissing(singles);
        assertNothingIsMissing(packs);
        assertThat(emulator.totals(STREAM_OF_PACKS).records())
            .as("records that documents share")
            .isLessThan(packs.delivered());
      }
    }
  }

  private void report(String stream, Account account, long slowestStartNanos) {
    System.out.printf(
        "KillTest %s: %s · slowest start %d ms · seed %d%n",
        stream, account, TimeUnit.NANOSECONDS.toMillis(slowestStartNanos), seed);
  }

  private static void assertNothingIsMissing(Account account) {
    assertThat(account.acknowledged()).isPositive();
    assertThat(account.lost()).isEmpty();
    assertThat(account.unexpected()).isEmpty();
    assertThat(account.unexplained()).isEmpty();
  }

  /// Waits until nothing waits, and the ledger balances with nothing but deliveries.
  private void awaitDrained(URI ledger) throws Exception {
    long deadline = clock.nanos() + DRAIN_MAX.toNanos();
    String last = "";
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (clock.nanos() < deadline) {
        last = client.send(HttpRequest.newBuilder(ledger).build(), BodyHandlers.ofString()).body();
        if (isDrained(last)) {
          return;
        }
        clock.parkUntil(clock.nanos() + TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
    throw new AssertionError("not drained in " + DRAIN_MAX + ": " + last);
  }

  private static boolean isDrained(String ledger) throws Exception {
    JsonIndex json = JsonIndex.of(ledger.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(json.raw(json.find(0, JsonName.of("balanced")))).isEqualTo("true");
    int connections = json.find(0, JsonName.of("connections"));
    for (int line = json.first(connections); line != JsonIndex.NONE; line = json.next(line)) {
      String accepted = json.raw(json.find(line, JsonName.of("accepted")));
      String delivered = json.raw(json.find(line, JsonName.of("delivered")));
      if (!accepted.equals(delivered)) {
        return false;
      }
    }
    return true;
  }

  private Path configuration(Emulator emulator, int collector, int console) throws IOException {
    Path file = directory.resolve("hydrant.yaml");
    Files.writeString(
        file,
        """
        data: ./data
        diskReserve: 64MiB
        collector: { listen: "127.0.0.1:%d" }
        console: { listen: "127.0.0.1:%d" }
        inputs:
          - { name: load, key: key, secret: a-secret-of-the-load }
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
                collector,
                console,
                AccessKey.LOCAL.id(),
                AccessKey.LOCAL.secret(),
                emulator.endpoint()));
    return file;
  }
}
