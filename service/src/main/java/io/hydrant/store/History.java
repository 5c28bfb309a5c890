package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What every account was, minute by minute, hour by hour, day by day: in each step the last moment
/// that was remembered. By wall time, because people read it; where the clock was set back, a step
/// is written over.
final class History {
  private static final int KEY_BYTES = 1 + Integer.BYTES + Long.BYTES;

  private History() {}

  /// Writes a moment of one connection, and once an hour takes away what is older than is kept.
  static void remember(int connection, Moment now, Tables.Changes changes) {
    for (Resolution resolution : Resolution.values()) {
      long number = resolution.number(now.millis());
      changes.put(Family.HISTORY, key(resolution, connection, number), now.bytes());
      if (now.millis() % TimeUnit.HOURS.toMillis(1) < TimeUnit.MINUTES.toMillis(1)) {
        long oldest = resolution.number(now.millis() - resolution.kept().toMillis());
        changes.deleteRange(
            Family.HISTORY, key(resolution, connection, 0), key(resolution, connection, oldest));
      }
    }
  }

  /// Moments of one connection, in their order.
  ///
  /// @param fromMillis the first one is of the step that this lies in, or of a later one
  static List<Moment> of(TablesView tables, int connection, Resolution resolution, long fromMillis)
      throws IOException {
    List<Moment> moments = new ArrayList<>();
    byte[] from = key(resolution, connection, Math.max(0, resolution.number(fromMillis)));
    byte[] end = key(resolution, connection + 1, 0);
    try (TablesView.Cursor cursor = tables.scan(Family.HISTORY, from, end)) {
      for (; cursor.valid(); cursor.next()) {
        moments.add(Moment.of(cursor.value()));
      }
    }
    return moments;
  }

  private static byte[] key(Resolution resolution, int connection, long number) {
    return ByteBuffer.allocate(KEY_BYTES)
        .put((byte) resolution.onDisk())
        .putInt(connection)
        .putLong(number)
        .array();
  }
}
