package io.hydrant.model;

import java.util.List;
import java.util.Map;

/// What one batch is for one connection, after selection and grouping.
///
/// @param connection the connection's number in the store
/// @param accepted events (a batch without events counts as one): Σ filtered + Σ waiting +
///   discarded
/// @param filtered events dropped, by the key of the setting that dropped them
/// @param sessions marks in the order of the batch's events
/// @param discarded events that are to be thrown away, by a setting that a person chose
public record Arrival(
    int connection,
    int accepted,
    Map<String, Integer> filtered,
    List<Waiting> waiting,
    List<SessionMark> sessions,
    int discarded) {
  public Arrival {
    filtered = Map.copyOf(filtered);
    waiting = List.copyOf(waiting);
    sessions = List.copyOf(sessions);
    int sum = discarded;
    for (int count : filtered.values()) {
      sum += count;
    }
    for (Waiting part : waiting) {
      sum += part.count();
    }
    if (sum != accepted) {
      throw new IllegalArgumentException("accepted " + accepted + ", accounted for " + sum);
    }
  }

  /// One of which nothing is discarded.
  public Arrival(
      int connection,
      int accepted,
      Map<String, Integer> filtered,
      List<Waiting> waiting,
      List<SessionMark> sessions) {
    this(connection, accepted, filtered, waiting, sessions, 0);
  }

  /// The same with all discarded that would wait. What it says of sessions still holds for those
  /// that wait from before.
  public Arrival discard() {
    int count = discarded;
    for (Waiting part : waiting) {
      count += part.count();
    }
    return new Arrival(connection, accepted, filtered, List.of(), sessions, count);
  }
}
