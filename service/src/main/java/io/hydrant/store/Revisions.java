package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Content settings by number, kept until nothing names them. Written by the committer alone; read
/// by all.
final class Revisions {
  /// What was selected by the settings of before is in the store by then, or never will be.
  private static final long IN_FLIGHT_MICROS_MAX = TimeUnit.MINUTES.toMicros(10);

  private final Map<Integer, Bytes> contents = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> connections = new ConcurrentHashMap<>();
  private final Map<Integer, Long> supersededAt = new HashMap<>();
  private int last;

  private Revisions() {}

  static Revisions load(TablesView tables) throws IOException {
    Revisions revisions = new Revisions();
    byte[] end = ByteBuffer.allocate(9).putLong(-1).put((byte) -1).array();
    try (TablesView.Cursor cursor = tables.scan(Family.REVISIONS, new byte[0], end)) {
      for (; cursor.valid(); cursor.next()) {
        ByteBuffer key = ByteBuffer.wrap(cursor.key());
        int connection = key.getInt();
        int revision = key.getInt();
        revisions.contents.put(revision, Bytes.of(cursor.value()));
        revisions.connections.put(revision, connection);
        revisions.last = Math.max(revisions.last, revision);
      }
    }
    return revisions;
  }

  /// Finds or makes the revision of a connection that holds `content`.
  int of(int connection, Bytes content, Tables.Changes changes) {
    for (Map.Entry<Integer, Bytes> revision : contents.entrySet()) {
      Integer of = connections.get(revision.getKey());
      if (of != null && of == connection && revision.getValue().equals(content)) {
        return revision.getKey();
      }
    }
    int revision = ++last;
    changes.put(Family.REVISIONS, key(connection, revision), content.toArray());
    connections.put(revision, connection);
    contents.put(revision, content);
    return revision;
  }

  /// Forgets those that are not `today` and that nothing names: nothing waits for their connection,
  /// and nothing selected by them can be on its way any more.
  ///
  /// @param isDrained whether nothing waits for a connection
  /// @param isFirst whether nothing was selected in this process yet
  /// @param time store time in microseconds
  void forget(
      Collection<Integer> today,
      IntPredicate isDrained,
      boolean isFirst,
      long time,
      Tables.Changes changes) {
    supersededAt.keySet().removeAll(today);
    for (Map.Entry<Integer, Integer> entry : Map.copyOf(connections).entrySet()) {
      int revision = entry.getKey();
      if (today.contains(revision)) {
        continue;
      }
      long since = supersededAt.computeIfAbsent(revision, r -> time);
      boolean canBeOnItsWay = !isFirst && time - since < IN_FLIGHT_MICROS_MAX;
      if (!canBeOnItsWay && isDrained.test(entry.getValue())) {
        changes.delete(Family.REVISIONS, key(entry.getValue(), revision));
        contents.remove(revision);
        connections.remove(revision);
        supersededAt.remove(revision);
      }
    }
  }

  /// Those of a connection, the oldest first.
  Map<Integer, Bytes> of(int connection) {
    Map<Integer, Bytes> its = new TreeMap<>();
    contents.forEach((revision, content) -> {
      Integer of = connections.get(revision);
      if (of != null && of == connection) {
        its.put(revision, content);
      }
    });
    return its;
  }

  boolean isKnown(int revision) {
    return contents.containsKey(revision);
  }

  /// The content settings of a revision, or null.
  @Nullable Bytes content(int revision) {
    return contents.get(revision);
  }

  private static byte[] key(int connection, int revision) {
    return ByteBuffer.allocate(8).putInt(connection).putInt(revision).array();
  }
}
