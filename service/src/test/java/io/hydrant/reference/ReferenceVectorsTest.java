package io.hydrant.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.vectors.JsonTree;
import io.hydrant.vectors.JsonTree.Digits;
import io.hydrant.vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The second implementation makes of every vector of the Event connection what the specification
/// says. What the doors do (answers, twins) is taken from the vector.
final class ReferenceVectorsTest {

  static Stream<Vector> vectors() {
    return Vector.names().stream().filter(name -> !name.startsWith("audience-")).map(Vector::of);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void messages_areThoseOfTheVector(Vector vector) {
    List<Received> batches = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (Vector.Request request : vector.requests()) {
      for (Map<String, @Nullable Object> batch : accepted(request)) {
        Object id = batch.get("source_request_id");
        if (!Tree.hasValue(id) || seen.add(Objects.requireNonNull(id))) {
          long at = vector.clock() + request.atMillis();
          batches.add(new Received(batch, at, request.path().endsWith("/historical")));
        }
      }
    }
    Outcome outcome = Reference.outcome(Settings.of(vector.settings()), batches, first -> 0);
    List<@Nullable Object> expected = new ArrayList<>();
    vector.messages().forEach(message -> expected.add(timed(message, vector.clock())));
    assertThat(new ArrayList<@Nullable Object>(outcome.messages()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /// The batches of a request which its answer accepts.
  private static List<Map<String, @Nullable Object>> accepted(Vector.Request request) {
    List<Map<String, @Nullable Object>> accepted = new ArrayList<>();
    if (request.status() == 202) {
      Object body = JsonTree.of(new String(request.body().toArray(), StandardCharsets.UTF_8));
      List<@Nullable Object> came = new ArrayList<>(Tree.elements(body));
      if (body instanceof Map<?, ?>) {
        came.add(body);
      }
      for (int i = 0; i < came.size(); i++) {
        if (!request.invalid().contains(i)) {
          accepted.add(Objects.requireNonNull(Tree.object(came.get(i))));
        }
      }
    }
    return accepted;
  }

  /// A message of a vector with its times in the place of `$ms:N`.
  private static @Nullable Object timed(@Nullable Object value, long clock) {
    return switch (value) {
      case String text when text.startsWith("$ms:") ->
          new Digits(String.valueOf(clock + Long.parseLong(text.substring("$ms:".length()))));
      case Map<?, ?> object -> {
        Map<String, @Nullable Object> timed = new LinkedHashMap<>();
        object.forEach((name, each) -> timed.put((String) name, timed(each, clock)));
        yield timed;
      }
      case List<?> list -> {
        List<@Nullable Object> timed = new ArrayList<>();
        list.forEach(each -> timed.add(timed(each, clock)));
        yield timed;
      }
      case null, default -> value;
    };
  }
}
