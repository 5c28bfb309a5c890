package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Keeps alerts as they stand, by their keys.
///
/// @param then called once on the committer's thread: true when durable, false when the store
///   failed
record Note(Map<Bytes, Bytes> alerts, Consumer<Boolean> then) implements Order {
  Note {
    alerts = Map.copyOf(alerts);
  }

  /// Those that are kept, in their stored form.
  static List<Bytes> kept(TablesView tables) throws IOException {
    List<Bytes> alerts = new ArrayList<>();
    byte[] end = new byte[] {-1};
    try (TablesView.Cursor cursor = tables.scan(Family.ALERTS, new byte[0], end)) {
      for (; cursor.valid(); cursor.next()) {
        alerts.add(Bytes.of(cursor.value()));
      }
    }
    return alerts;
  }
}
