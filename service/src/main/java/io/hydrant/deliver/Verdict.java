package io.hydrant.deliver;

/// One record's fate after a call.
enum Verdict {
  /// Firehose has it.
  TAKEN,
  /// To be sent again: Firehose does not have it, or nobody knows.
  AGAIN,
  /// Firehose refuses it and takes others around it: it will not be taken however often it is sent.
  NEVER
}
