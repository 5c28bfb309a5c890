package io.hydrant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which stream each connection sends to, by number, as far as AWS has said so. Written by the
/// committer alone; read by all.
final class Births {
  private static final byte[] PREFIX = "birth/".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "birth0".getBytes(StandardCharsets.UTF_8);

  private final Map<Integer, Birth> births = new ConcurrentHashMap<>();

  private Births() {}

  static Births load(TablesView tables) throws IOException {
    Births births = new Births();
    try (TablesView.Cursor cursor = tables.scan(Family.META, PREFIX, END)) {
      for (; cursor.valid(); cursor.next()) {
        int connection = ByteBuffer.wrap(cursor.key(), PREFIX.length, Integer.BYTES).getInt();
        ByteBuffer value = ByteBuffer.wrap(cursor.value());
        long created = value.getLong();
        String arn = StandardCharsets.UTF_8.decode(value).toString();
        births.births.put(connection, new Birth(arn, created));
      }
    }
    return births;
  }

  /// Null when it is not known.
  @Nullable Birth of(int connection) {
    return births.get(connection);
  }

  void put(Witness witness, Tables.Changes changes) {
    byte[] arn = witness.birth().arn().getBytes(StandardCharsets.UTF_8);
    byte[] value =
        ByteBuffer.allocate(Long.BYTES + arn.length)
            .putLong(witness.birth().createdMillis())
            .put(arn)
            .array();
    changes.put(Family.META, key(witness.connection()), value);
    births.put(witness.connection(), witness.birth());
  }

  void forget(int connection, Tables.Changes changes) {
    changes.delete(Family.META, key(connection));
    births.remove(connection);
  }

  private static byte[] key(int connection) {
    return ByteBuffer.allocate(PREFIX.length + Integer.BYTES)
        .put(PREFIX)
        .putInt(connection)
        .array();
  }
}
