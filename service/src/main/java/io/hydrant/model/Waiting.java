package io.hydrant.model;

import java.util.List;

/// Fragments of one batch that wait together for one connection.
///
/// @param fragments in order; more than one only when a single one could exceed a record
/// @param count what the ledger counts: events, or one for a batch without events
public record Waiting(Grouping grouping, List<Fragment> fragments, int count) {
  public Waiting {
    fragments = List.copyOf(fragments);
  }
}
