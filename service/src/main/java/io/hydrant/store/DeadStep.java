package io.hydrant.store;

import java.util.List;

/// What a step did with dead letters.
///
/// @param letters how many
/// @param events what the ledger counts for them
/// @param sequences by which they are told from others, see [WaitingKey]
public record DeadStep(int letters, int events, List<Long> sequences) {
  /// Nothing.
  static final DeadStep NONE = new DeadStep(0, 0, List.of());

  public DeadStep {
    sequences = List.copyOf(sequences);
  }
}
