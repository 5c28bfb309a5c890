package io.hydrant.collect;

import io.hydrant.model.Batch;
import java.util.List;

/// What a request body turned out to be.
///
/// @param batches the valid ones, in order; none means that the request is refused (400)
/// @param errors a sentence for each fault, in order, ready to be an `errors[].message`; they show
///   names of the client's attributes: for the answer, not for a log
public record Reading(List<Batch> batches, List<String> errors) {
  public Reading {
    batches = List.copyOf(batches);
    errors = List.copyOf(errors);
  }

  static Reading refused(String error) {
    return new Reading(List.of(), List.of(error));
  }

  /// The counts only: content may be personal.
  @Override
  public String toString() {
    return batches.size() + " batches, " + errors.size() + " errors";
  }
}
