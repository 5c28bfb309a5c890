package io.hydrant.store;

import io.hydrant.model.Bytes;
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
}
