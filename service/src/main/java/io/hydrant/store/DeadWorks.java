package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is being done with dead letters: one thing at a time for each connection. Written by the
/// committer alone; read by all.
final class DeadWorks {
  private final Map<Integer, DeadWork> works = new ConcurrentHashMap<>();

  static DeadWorks load(TablesView tables) throws IOException {
    DeadWorks loaded = new DeadWorks();
    byte[] end = ByteBuffer.allocate(5).putInt(-1).put((byte) -1).array();
    try (TablesView.Cursor cursor = tables.scan(Family.WORK, new byte[0], end)) {
      for (; cursor.valid(); cursor.next()) {
        int connection = ByteBuffer.wrap(cursor.key()).getInt();
        loaded.works.put(connection, DeadWork.of(connection, cursor.value()));
      }
    }
    return loaded;
  }

  @Nullable DeadWork of(int connection) {
    return works.get(connection);
  }

  Collection<DeadWork> all() {
    return List.copyOf(works.values());
  }

  void put(DeadWork work, Tables.Changes changes) {
    works.put(work.connection(), work);
    changes.put(Family.WORK, key(work.connection()), work.bytes());
  }

  void remove(int connection, Tables.Changes changes) {
    if (works.remove(connection) != null) {
      changes.delete(Family.WORK, key(connection));
    }
  }

  private static byte[] key(int connection) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(connection).array();
  }
}
