package io.hydrant.console;

import io.hydrant.http.Reply;
import io.hydrant.store.Chronicle;
import io.hydrant.store.Moment;
import io.hydrant.store.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What came, was dropped, left and died in one connection's steps of a history, and what waited at
/// the end of each. A step in which Hydrant did not run is left out: what it counted then, nothing,
/// is in none.
///
/// @param steps in their order; the last one goes on
public record Past(List<Step> steps) {
  public Past {
    steps = List.copyOf(steps);
  }

  /// One step.
  ///
  /// @param millis when it was last looked at, Unix milliseconds
  /// @param waiting at that moment
  public record Step(
      long millis, long accepted, long filtered, long delivered, long died, long waiting) {

    private static Step between(Moment before, Moment after) {
      return new Step(
          after.millis(),
          after.accepted() - before.accepted(),
          after.filtered() - before.filtered(),
          after.delivered() - before.delivered(),
          after.died() - before.died(),
          after.waiting());
    }
  }

  /// Reads it.
  ///
  /// @param connection its number
  /// @param fromMillis wall time from which on
  /// @throws IOException when reading failed, or the store is not open
  static Past of(Chronicle chronicle, int connection, Resolution resolution, long fromMillis)
      throws IOException {
    long before = Math.max(0, fromMillis - resolution.step().toMillis());
    return between(chronicle.of(connection, resolution, before));
  }

  /// What lies between moments that follow each other.
  public static Past between(List<Moment> moments) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < moments.size(); i++) {
      steps.add(Step.between(moments.get(i - 1), moments.get(i)));
    }
    return new Past(steps);
  }

  /// The resolution of this name; null when there is none.
  static @Nullable Resolution resolution(String name) {
    for (Resolution resolution : Resolution.values()) {
      if (resolution.name().toLowerCase(Locale.ROOT).equals(name)) {
        return resolution;
      }
    }
    return null;
  }

  /// As `GET /api/history` gives it: a list for each figure, as charts want them.
  Reply answer(String connection, Resolution resolution) {
    return Reply.object(
        200,
        json -> {
          json.writeStringProperty("connection", connection);
          json.writeStringProperty("resolution", resolution.name().toLowerCase(Locale.ROOT));
          write("millis", Step::millis, json);
          write("accepted", Step::accepted, json);
          write("filtered", Step::filtered, json);
          write("delivered", Step::delivered, json);
          write("died", Step::died, json);
          write("waiting", Step::waiting, json);
        });
  }

  private void write(String name, ToLongFunction<Step> figure, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    steps.forEach(step -> json.writeNumber(figure.applyAsLong(step)));
    json.writeEndArray();
  }
}
