package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Described;
import org.jspecify.annotations.Nullable;

/// What other threads tell a loop, which hears of it in its next step.
sealed interface News {

  /// A call was answered.
  record Answered(Flight flight, Answer answer) implements News {}

  /// A strike was written, or the store failed.
  record Struck(Outstanding.Settled settled, boolean durable) implements News {}

  /// The store was opened again.
  record Reopened() implements News {}

  /// What its stream is like, asked by who sends at this pace.
  record Seen(Pace of, Described described) implements News {}

  /// It sends there from now on; nowhere when that is null.
  record Aimed(@Nullable Target target) implements News {}
}
