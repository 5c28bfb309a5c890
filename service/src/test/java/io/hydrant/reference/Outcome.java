package io.hydrant.reference;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a connection makes of batches.
///
/// @param messages in the order they leave
/// @param parts of how many batches each of them is made
/// @param drops in the order of batches and events
/// @param accepted what the ledger counts: events, one for a batch that came without, and one more
///   for a batch that is sent without those it came with
/// @param isNarrow whether a batch came so soon after a session was complete that another outcome
///   is right as well
record Outcome(
    List<Map<String, @Nullable Object>> messages,
    List<Integer> parts,
    List<Drop> drops,
    int accepted,
    boolean isNarrow) {

  /// An event that is not sent, or a batch that came without events and is not.
  ///
  /// @param batch which of the batches, from 0
  /// @param event which of its events, from 0; −1: it came without
  /// @param setting what dropped it
  record Drop(int batch, int event, String setting) {}
}
