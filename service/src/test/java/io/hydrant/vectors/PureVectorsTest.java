package io.hydrant.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Reading;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The vectors of the Event connection through reading, selecting, grouping, merging and encoding,
/// without doors, store and delivery.
final class PureVectorsTest {
  private static final JsonName REQUEST_ID = JsonName.of("source_request_id");

  /// A session closes between its requests: here nothing ends before all came.
  private static final String CLOSES_BETWEEN = "session-timeout";

  static Stream<Vector> vectors() {
    return Vector.names().stream()
        .filter(name -> !name.startsWith("audience-") && !name.equals(CLOSES_BETWEEN))
        .map(Vector::of);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void messages_areThoseOfTheVector(Vector vector) {
    PureCore core = new PureCore(Example.content(vector.configured()));
    Set<String> seen = new HashSet<>();
    for (Vector.Request request : vector.requests()) {
      if (request.auth().equals("right")
          && request.path().matches("/v2/(bulk)?events(/historical)?")) {
        for (Batch batch : batches(vector, request)) {
          accept(core, batch, seen);
        }
      }
    }
    List<String> documents =
        core.messages().stream().map(message -> message.document().text()).toList();
    assertThat(documents).allMatch(d -> d.indexOf('\n') == d.length() - 1, "one line each");
    assertThat(VectorMessages.difference(vector, documents)).isEmpty();
  }

  /// The valid batches of a request, after a look at what its answer would be.
  private static List<Batch> batches(Vector vector, Vector.Request request) {
    boolean historical = request.path().endsWith("/historical");
    long now = vector.clock() + request.atMillis();
    Origin origin = new Origin("vector", Channel.SERVER_TO_SERVER, null, historical, now);
    byte[] body = request.body().toArray();
    Reading reading =
        request.path().equals("/v2/events")
            ? BatchReader.one(body, body.length, origin, Example.limits())
            : BatchReader.bulk(body, body.length, origin, Example.limits());
    assertThat(reading.batches().isEmpty() ? 400 : 202)
        .as("%s", request)
        .isEqualTo(request.status());
    for (int invalid : request.invalid()) {
      assertThat(reading.errors()).anyMatch(error -> error.startsWith("[" + invalid + "]: "));
    }
    return reading.batches();
  }

  private static void accept(PureCore core, Batch batch, Set<String> seen) {
    int id = batch.json().findValue(batch.node(), REQUEST_ID);
    if (id == JsonIndex.NONE || seen.add(batch.json().string(id))) {
      core.accept(batch);
    }
  }
}
