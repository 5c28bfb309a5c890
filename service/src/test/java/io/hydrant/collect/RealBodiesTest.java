package io.hydrant.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies of mParticle's server SDKs, and the vectors that pin what is refused.
final class RealBodiesTest {
  private static final JsonName REQUESTS = JsonName.of("requests");
  private static final JsonName PATH = JsonName.of("path");
  private static final JsonName RAW = JsonName.of("raw");
  private static final JsonName BODY = JsonName.of("body");
  private static final JsonName STATUS = JsonName.of("status");
  private static final JsonName AUTH = JsonName.of("auth");

  @ParameterizedTest
  @ValueSource(strings = {"java-events-1", "node-server-1", "python-server-1"})
  void batchesOfServerSdks_areAccepted(String name) throws Exception {
    byte[] body = Bodies.bytes("captures/" + name + ".json");
    Reading reading = BatchReader.one(body, body.length, Bodies.origin(false), Bodies.STANDARD);
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.batches()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java-events-2", "node-server-2", "python-server-2"})
  void bulksOfServerSdks_areAccepted(String name) throws Exception {
    byte[] body = Bodies.bytes("captures/" + name + ".json");
    Reading reading = BatchReader.bulk(body, body.length, Bodies.origin(false), Bodies.STANDARD);
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.batches()).hasSize(JsonIndex.of(body).count(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused",
        "refused-historical",
        "bulk",
        "digits",
        "historical",
        "historical-sent",
        "nulls"
      })
  void vectors_areAcceptedAndRefused(String name) throws Exception {
    JsonIndex vector = Bodies.resource("vectors/" + name + ".json");
    int seen = 0;
    int requests = vector.find(0, REQUESTS);
    for (int request = vector.first(requests); request >= 0; request = vector.next(request)) {
      if (isForTheReader(vector, request)) {
        seen++;
        boolean refused = vector.find(request, STATUS) >= 0 && status(vector, request) == 400;
        Reading reading = read(vector, request);
        assertThat(reading.batches().isEmpty()).as("request %s", request).isEqualTo(refused);
        assertThat(reading.errors().isEmpty())
            .as("request %s: %s", request, reading.errors())
            .isEqualTo(!refused && !name.equals("bulk"));
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void theBulkVector_losesItsSecondBatchOnly() throws Exception {
    JsonIndex vector = Bodies.resource("vectors/bulk.json");
    Reading reading = read(vector, vector.first(vector.find(0, REQUESTS)));
    assertThat(reading.batches()).hasSize(2);
    assertThat(reading.errors())
        .containsExactly(
            "[1]: events[0].event_type: Required event field \"event_type\" is missing or empty.");
  }

  /// Not what the door decides before it reads a body.
  private static boolean isForTheReader(JsonIndex vector, int request) {
    int status = vector.find(request, STATUS);
    return status < 0 || (vector.find(request, AUTH) < 0 && status(vector, request) == 400);
  }

  private static int status(JsonIndex vector, int request) {
    return Integer.parseInt(vector.raw(vector.find(request, STATUS)));
  }

  private static Reading read(JsonIndex vector, int request) {
    int raw = vector.find(request, RAW);
    String body = raw >= 0 ? vector.string(raw) : vector.raw(vector.find(request, BODY));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String path = vector.string(vector.find(request, PATH));
    return switch (path) {
      case "/v2/events" ->
          BatchReader.one(bytes, bytes.length, Bodies.origin(false), Bodies.STANDARD);
      case "/v2/bulkevents" ->
          BatchReader.bulk(bytes, bytes.length, Bodies.origin(false), Bodies.STANDARD);
      default -> BatchReader.bulk(bytes, bytes.length, Bodies.origin(true), Bodies.STANDARD);
    };
  }
}
