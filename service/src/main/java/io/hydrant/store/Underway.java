package io.hydrant.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Bytes of each connection that are submitted and neither written nor refused yet: a bound on what
/// a connection holds counts them too, or a slow disk would let it be overrun by all that waits to
/// be written. Safe for many threads.
final class Underway {
  private final Map<Integer, Long> bytes = new ConcurrentHashMap<>();

  void begin(Prepared submission) {
    add(submission, 1);
  }

  /// It is written, and counted in the ledger, or refused.
  void end(Prepared submission) {
    add(submission, -1);
  }

  private void add(Prepared submission, int sign) {
    for (List<Prepared.Rows> part : submission.parts()) {
      for (Prepared.Rows rows : part) {
        long stored = 0;
        for (RowValue value : rows.values()) {
          stored += value.storedBytes();
        }
        bytes.merge(rows.connection(), sign * stored, Long::sum);
      }
    }
  }

  long of(int connection) {
    return bytes.getOrDefault(connection, 0L);
  }
}
