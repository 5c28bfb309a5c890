package io.hydrant.deliver;

import io.hydrant.firehose.Call;
import java.util.List;

/// A call that has left and is not answered yet.
///
/// @param round of [Pace#round()] in which it left
record Flight(List<Outgoing> messages, Call.Operation operation, int round) {}
