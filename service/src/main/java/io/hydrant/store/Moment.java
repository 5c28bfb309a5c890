package io.hydrant.store;

import java.nio.ByteBuffer;

/// One connection's account as it was at a moment, for charts.
///
/// @param millis wall time, Unix milliseconds
/// @param filtered what was dropped by any setting
/// @param died dead letters ever
/// @param waiting what waited, open sessions included
/// @param waitingBytes bytes of what waited
public record Moment(
    long millis,
    long accepted,
    long filtered,
    long delivered,
    long died,
    long waiting,
    long waitingBytes) {

  static Moment of(long millis, LedgerLine line) {
    long filtered = line.filtered().values().stream().mapToLong(Long::longValue).sum();
    return new Moment(
        millis,
        line.accepted(),
        filtered,
        line.delivered(),
        line.deadLetters().died(),
        line.pending() + line.sessions(),
        line.waitingBytes());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(7 * Long.BYTES)
        .putLong(millis)
        .putLong(accepted)
        .putLong(filtered)
        .putLong(delivered)
        .putLong(died)
        .putLong(waiting)
        .putLong(waitingBytes)
        .array();
  }

  static Moment of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Moment(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }
}
