package io.hydrant.simulator;

import io.hydrant.firehose.Answer;
import org.jspecify.annotations.Nullable;

/// One call as the judge sees it.
final class Delivery {
  /// What the name of a plan's other stream ends with.
  static final String OTHER = "-other";

  /// Whose it is: each plan has streams of its own.
  final String plan;

  /// What the caller was told; null: nothing yet, or nothing ever.
  @Nullable Answer told;

  int records;

  Delivery(String stream) {
    this.plan = stream.replace(OTHER, "");
  }

  /// Whether the caller was told, beyond doubt, that the record at `place` was taken.
  boolean isKnownTaken(int place) {
    return told instanceof Answer.Decided decided
        && decided.records().size() == records
        && decided.records().get(place) instanceof Answer.Taken;
  }
}
