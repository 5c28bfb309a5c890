package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The connections that are held, by number. Written by the committer alone; read by all.
final class Holds {
  private static final byte[] PREFIX = "held/".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "held0".getBytes(StandardCharsets.UTF_8);

  private final Map<Integer, Held> holds = new ConcurrentHashMap<>();

  private Holds() {}

  static Holds load(TablesView tables) throws IOException {
    Holds holds = new Holds();
    try (TablesView.Cursor cursor = tables.scan(Family.META, PREFIX, END)) {
      for (; cursor.valid(); cursor.next()) {
        int connection = ByteBuffer.wrap(cursor.key(), PREFIX.length, Integer.BYTES).getInt();
        ByteBuffer value = ByteBuffer.wrap(cursor.value());
        Held.Why why = Held.Why.of(value.get());
        long since = value.getLong();
        String stream = StandardCharsets.UTF_8.decode(value).toString();
        holds.holds.put(connection, new Held(why, stream, since));
      }
    }
    return holds;
  }

  /// Why a connection is held; null when it is not.
  @Nullable Held of(int connection) {
    return holds.get(connection);
  }

  void put(Hold hold, Tables.Changes changes) {
    Held held = hold.held();
    byte[] key =
        ByteBuffer.allocate(PREFIX.length + Integer.BYTES)
            .put(PREFIX)
            .putInt(hold.connection())
            .array();
    if (held == null) {
      changes.delete(Family.META, key);
      holds.remove(hold.connection());
      return;
    }
    byte[] stream = held.deliveryStreamName().getBytes(StandardCharsets.UTF_8);
    byte[] value =
        ByteBuffer.allocate(1 + Long.BYTES + stream.length)
            .put((byte) held.why().onDisk())
            .putLong(held.sinceMillis())
            .put(stream)
            .array();
    changes.put(Family.META, key, value);
    holds.put(hold.connection(), held);
  }
}
