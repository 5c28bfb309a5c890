package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import io.hydrant.preview.PreviewedVector;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.Vector;
import io.hydrant.vectors.VectorMessages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The vectors through everything there is: a request at the door, a record at the emulator, on a
/// clock that only the test moves.
final class VectorsTest {
  /// Lets a call linger and be made, far from the deadline of a call.
  private static final Duration STEP = Duration.ofMillis(60);

  private static final int STEPS_MAX = 400;

  /// When the stream holds all of a vector's messages: no window or session of one is longer.
  private static final Duration END = Duration.ofHours(1);

  /// Of store time: more than a timer of a session is late.
  private static final long LATE_MILLIS = 60_000;

  private static final long LOOK_NANOS = 5_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path data;

  static Stream<Vector> vectors() {
    return Vector.names().stream().map(Vector::of);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void messages_areThoseOfTheVector_andOfThePreviewWhereThereIsOne(Vector vector) throws Exception {
    VirtualClock clock = VirtualClock.at(vector.clock());
    EmulatorOptions options = EmulatorOptions.builder().stream("s").clock(clock).build();
    try (Emulator emulator = Emulator.start(options);
        Service service =
            Service.start(
                configuration(vector, emulator),
                clock,
                Chance.of(new SplittableRandom(5)),
                () -> {});
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (Vector.Request request : vector.requests()) {
        long at = vector.clock() + request.atMillis();
        if (at - clock.millis() > timeoutMillis(vector) + LATE_MILLIS) {
          // All sessions close before this request comes, not when a thread gets round to it.
          clock.advance(Duration.ofMillis(at - clock.millis() - LATE_MILLIS / 2));
          awaitDrained(client, service.consolePort(), clock);
        }
        clock.advance(Duration.ofMillis(at - clock.millis()));
        send(service.collectorPort(), request);
      }
      clock.advance(END);
      String ledger = awaitDrained(client, service.consolePort(), clock);
      List<String> documents = emulator.records("s", 0).stream().map(VectorsTest::text).toList();
      assertThat(VectorMessages.difference(vector, documents)).isEmpty();
      if (isOfAudiences(vector)) {
        return;
      }
      PreviewedVector preview = new PreviewedVector(vector, configuration(vector, emulator));
      assertThat(preview.difference(documents, ledger)).isEmpty();
    }
  }

  /// There is no preview of audiences.
  private static boolean isOfAudiences(Vector vector) {
    return vector.name().startsWith("audience-");
  }

  private static long timeoutMillis(Vector vector) {
    if (isOfAudiences(vector)) {
      return END.toMillis();
    }
    Batching batching = Example.content(vector.configured()).batching();
    return batching instanceof Batching.Sessions(long timeout) ? timeout : END.toMillis();
  }

  private static String text(StoredRecord stored) {
    return new String(stored.data(), StandardCharsets.UTF_8);
  }

  /// By a connection of its own: one that was idle while the clock leapt is about to be closed.
  private static void send(int port, Vector.Request request) throws Exception {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path()))
            .header("Content-Type", "application/json")
            .method(request.method(), BodyPublishers.ofByteArray(request.body().toArray()));
    if (!request.auth().equals("none")) {
      String pair = request.auth().equals("right") ? "key:secret" : "key:wrong";
      byte[] utf8 = pair.getBytes(StandardCharsets.UTF_8);
      builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(utf8));
    }
    HttpResponse<String> response;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      response = client.send(builder.build(), BodyHandlers.ofString());
    }
    boolean isAnySuccess = !request.method().equals("POST");
    int status = response.statusCode();
    assertThat(isAnySuccess && status / 100 == 2 ? request.status() : status)
        .as("%s: %s", request, response.body())
        .isEqualTo(request.status());
    for (int invalid : request.invalid()) {
      assertThat(response.body()).contains("[" + invalid + "]: ");
    }
  }

  private static String awaitDrained(HttpClient client, int port, VirtualClock clock)
      throws Exception {
    URI ledger = URI.create("http://127.0.0.1:" + port + "/api/ledger");
    HttpRequest look = HttpRequest.newBuilder(ledger).build();
    String last = "";
    long deadline = Clock.system().nanos() + PATIENCE_NANOS;
    for (int i = 0; Clock.system().nanos() < deadline; i++) {
      last = client.send(look, BodyHandlers.ofString()).body();
      if (last.contains("\"waiting\":{\"pending\":0,\"sessions\":0}")
          && last.contains("\"balanced\":true")) {
        return last;
      }
      if (i < STEPS_MAX) {
        clock.advance(STEP);
      }
      Clock.system().parkUntil(Clock.system().nanos() + LOOK_NANOS);
    }
    throw new AssertionError("not drained: " + last);
  }

  private Configuration configuration(Vector vector, Emulator emulator) {
    String own = vector.configured().strip();
    String yaml = ServiceFixture.yaml(emulator, own.substring(1, own.length() - 1), 0);
    return switch (ConfigurationFile.parse(yaml, "vector.yaml", data, Map.of())) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }
}
