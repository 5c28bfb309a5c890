package io.hydrant.deliver;

/// One record's fate.
enum Verdict {
  /// Firehose has it.
  TAKEN,
  /// To be sent again.
  AGAIN
}
