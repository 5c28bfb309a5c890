package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import io.hydrant.reference.AtOnce;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A hundred connections with settings by chance, through the doors of whole services to streams,
/// agree with the reference. `-Dseed=123` replays a service.
final class DoorDifferentialTest {
  private static final int SERVICES = 4;
  private static final int CONNECTIONS = 25;
  private static final Duration STEP = Duration.ofMillis(60);
  private static final int STEPS_MAX = 1_000;
  private static final long LOOK_NANOS = 10_000_000;
  private static final Pattern OWES = Pattern.compile("\"(pending|sessions)\":[1-9]");
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("key:secret".getBytes(StandardCharsets.UTF_8));

  @TempDir Path data;

  static LongStream seeds() {
    Long one = Long.getLong("seed");
    return one == null ? LongStream.range(0, SERVICES) : LongStream.of(one);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyStreamHoldsWhatTheReferenceSays(long seed) throws Exception {
    AtOnce given = AtOnce.of(seed, CONNECTIONS);
    VirtualClock clock = VirtualClock.at(AtOnce.START);
    EmulatorOptions.Builder options = EmulatorOptions.builder().clock(clock);
    for (int i = 0; i < CONNECTIONS; i++) {
      options.stream("s" + i);
    }
    try (Emulator emulator = Emulator.start(options.build());
        Service service =
            Service.start(
                configuration(given, emulator),
                clock,
                Chance.of(new SplittableRandom(seed)),
                () -> {});
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < given.bodies().size(); i++) {
        String path = given.isHistorical(i) ? "/v2/bulkevents/historical" : "/v2/bulkevents";
        send(client, service.collectorPort(), path, given.bodies().get(i));
      }
      clock.advance(Duration.ofHours(1));
      awaitDrained(client, service.consolePort(), clock);
      List<String> differences = new ArrayList<>();
      int count = 0;
      for (int i = 0; i < CONNECTIONS; i++) {
        List<String> documents = documents(emulator, "s" + i);
        count += documents.size();
        differences.add(given.difference(i, documents));
      }
      assertThat(count).isGreaterThan(CONNECTIONS);
      assertThat(differences).as("seed %d", seed).allMatch(String::isEmpty);
    }
  }

  private static List<String> documents(Emulator emulator, String stream) {
    return emulator.records(stream, 0).stream()
        .map(stored -> new String(stored.data(), StandardCharsets.UTF_8))
        .toList();
  }

  private static void send(HttpClient client, int port, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("Authorization", BASIC)
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }

  private static void awaitDrained(HttpClient client, int port, VirtualClock clock)
      throws IOException, InterruptedException {
    URI ledger = URI.create("http://127.0.0.1:" + port + "/api/ledger");
    String last = "";
    for (int i = 0; i < STEPS_MAX; i++) {
      last = client.send(HttpRequest.newBuilder(ledger).build(), BodyHandlers.ofString()).body();
      if (!OWES.matcher(last).find() && !last.contains("\"balanced\":false")) {
        return;
      }
      clock.advance(STEP);
      Clock.system().parkUntil(Clock.system().nanos() + LOOK_NANOS);
    }
    throw new AssertionError("not drained: " + last);
  }

  private Configuration configuration(AtOnce given, Emulator emulator) {
    StringBuilder yaml =
        new StringBuilder(
            """
            collector: { listen: 127.0.0.1:0 }
            console: { listen: 127.0.0.1:0 }
            diskReserve: 64MiB
            inputs: [{ name: a, key: key, secret: secret }]
            outputs:
              - { name: o, endpoint: %s, accessKeyId: %s, secretAccessKey: %s }
            connections:
            """
                .formatted(emulator.endpoint(), AccessKey.LOCAL.id(), AccessKey.LOCAL.secret()));
    for (int i = 0; i < CONNECTIONS; i++) {
      String settings = given.settings().get(i);
      yaml.append(
          "  - {\"name\":\"c%d\",\"type\":\"event\",\"output\":\"o\",\"deliveryStreamName\":\"s%d\",%s\n"
              .formatted(i, i, settings.substring(1)));
    }
    return switch (ConfigurationFile.parse(yaml.toString(), "seed.yaml", data, Map.of())) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }
}
