package io.hydrant.store;

import io.hydrant.model.Arrival;
import io.hydrant.model.Hash;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one request asks the store to keep: all of it or nothing.
///
/// @param batches the valid batches of the request, in order
/// @param then called once, on the committer's thread, when the outcome is certain; must be quick
public record Submission(List<Part> batches, Consumer<Outcome> then) {
  public Submission {
    batches = List.copyOf(batches);
  }

  /// One batch, or the changes of an audience, or what is invalid, for all the connections that its
  /// input feeds.
  ///
  /// @param mark [Store#mark] of input and `source_request_id`; null: not deduplicated
  /// @param steps what else it does, in its order
  public record Part(@Nullable Hash mark, List<Arrival> arrivals, List<? extends Step> steps) {
    public Part {
      arrivals = List.copyOf(arrivals);
      steps = List.copyOf(steps);
    }

    /// One that does nothing else.
    public Part(@Nullable Hash mark, List<Arrival> arrivals) {
      this(mark, arrivals, List.of());
    }
  }
}
