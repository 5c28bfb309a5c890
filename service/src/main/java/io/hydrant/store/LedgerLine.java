package io.hydrant.store;

import java.util.Map;

/// One connection's account at one moment: events for an Event connection, messages for an Audience
/// connection. Every number was written in the same atomic write as the thing it counts.
///
/// @param connection its name
/// @param accepted what was accepted for this connection, after deduplication
/// @param duplicates what was recognised as come before; not part of accepted
/// @param filtered what was dropped, by the key of the setting that did it
/// @param pending what waits for its due time or for delivery
/// @param sessions what waits for its session to close
/// @param dead what was given up and lies among the dead letters
/// @param waitingBytes bytes of keys and values of all that waits, open sessions included
/// @param deadLetters more of what was given up
public record LedgerLine(
    String connection,
    long accepted,
    long duplicates,
    Map<String, Long> filtered,
    long pending,
    long sessions,
    long delivered,
    long dead,
    long discarded,
    long erased,
    long waitingBytes,
    DeadLetters deadLetters) {
  public LedgerLine {
    filtered = Map.copyOf(filtered);
  }

  /// More of what was given up.
  ///
  /// @param bytes of keys and values of all dead letters
  /// @param died how many there ever were
  /// @param replayed how many ever waited again
  public record DeadLetters(long bytes, long died, long replayed) {}

  /// Whether every accepted one is accounted for.
  public boolean balanced() {
    long sum = pending + sessions + delivered + dead + discarded + erased;
    for (long count : filtered.values()) {
      sum += count;
    }
    return sum == accepted;
  }
}
