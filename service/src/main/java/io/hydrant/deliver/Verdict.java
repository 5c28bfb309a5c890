package io.hydrant.deliver;

/// One record's fate after a call.
enum Verdict {
  /// Firehose has it.
  TAKEN,
  /// To be sent again: Firehose does not have it, or nobody knows.
  AGAIN
}
