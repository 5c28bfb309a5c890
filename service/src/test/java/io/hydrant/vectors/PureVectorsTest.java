package io.hydrant.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.json.InvalidJsonException;
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

/// The vectors of the Event connection, without doors, store and delivery.
final class PureVectorsTest {
  private static final JsonName REQUEST_ID = JsonName.of("source_request_id");

  static Stream<Vector> vectors() {
    return Vector.names().stream()
        .filter(name -> !name.startsWith("audience-") && !name.startsWith("refused"))
        .map(Vector::of)
        .filter(vector -> !vector.settings().contains("waitForCompleteBatch"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void messages_areThoseOfTheVector(Vector vector) throws InvalidJsonException {
    PureCore core = new PureCore(Example.content(vector.settings()));
    Set<String> seen = new HashSet<>();
    for (Vector.Request request : vector.requests()) {
      accept(core, vector, request, seen);
    }
    List<String> documents =
        core.messages().stream().map(message -> message.document().text()).toList();
    assertThat(documents).allMatch(d -> d.indexOf('\n') == d.length() - 1, "one line each");
    assertThat(VectorMessages.difference(vector, documents)).isEmpty();
  }

  private static void accept(PureCore core, Vector vector, Vector.Request request, Set<String> seen)
      throws InvalidJsonException {
    JsonIndex json = JsonIndex.of(request.body().toArray());
    boolean historical = request.path().endsWith("/historical");
    long now = vector.clock() + request.atMillis();
    Origin origin = new Origin("vector", Channel.SERVER_TO_SERVER, null, historical, now);
    if (json.is(0, JsonIndex.Kind.OBJECT)) {
      accept(core, new Batch(json, 0, origin), seen);
      return;
    }
    int position = 0;
    for (int node = json.first(0); node != JsonIndex.NONE; node = json.next(node)) {
      if (!request.invalid().contains(position++)) {
        accept(core, new Batch(json, node, origin), seen);
      }
    }
  }

  private static void accept(PureCore core, Batch batch, Set<String> seen) {
    int id = batch.json().findValue(batch.node(), REQUEST_ID);
    if (id == JsonIndex.NONE || seen.add(batch.json().string(id))) {
      core.accept(batch);
    }
  }
}
