package io.hydrant.deliver;

import io.hydrant.firehose.Call;
import java.util.List;

/// A call that has left and is not answered yet.
///
/// @param pace by which it left: what its answer says of the stream is that one's business
/// @param round of [Pace#round()] in which it left
/// @param isSearch whether it left while [Halving] was at it
record Flight(
    List<Outgoing> messages, Call.Operation operation, Pace pace, int round, boolean isSearch) {

  /// Bytes of its data.
  long bytes() {
    return messages.stream().mapToLong(Outgoing::bytes).sum();
  }

  /// Bytes of what was taken of it, once it is answered.
  long takenBytes() {
    return messages.stream().filter(Outgoing::isTaken).mapToLong(Outgoing::bytes).sum();
  }
}
