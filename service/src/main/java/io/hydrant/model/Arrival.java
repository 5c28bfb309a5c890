package io.hydrant.model;

import java.util.List;
import java.util.Map;

/// What one batch is for one connection, after selection and grouping.
///
/// @param connection the connection's number in the store
/// @param accepted events (a batch without events counts as one): Σ filtered + Σ waiting
/// @param filtered events dropped, by the key of the setting that dropped them
/// @param sessions marks in the order of the batch's events
public record Arrival(
    int connection,
    int accepted,
    Map<String, Integer> filtered,
    List<Waiting> waiting,
    List<SessionMark> sessions) {
  public Arrival {
    filtered = Map.copyOf(filtered);
    waiting = List.copyOf(waiting);
    sessions = List.copyOf(sessions);
    int sum = 0;
    for (int count : filtered.values()) {
      sum += count;
    }
    for (Waiting part : waiting) {
      sum += part.count();
    }
    if (sum != accepted) {
      throw new IllegalArgumentException("accepted " + accepted + ", filtered and waiting " + sum);
    }
  }
}
