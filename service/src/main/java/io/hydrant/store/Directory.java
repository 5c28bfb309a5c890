package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who is who in the store: its own id and secret, the number of every connection, and the content
/// settings of every revision. Written by the committer alone; read by all.
final class Directory {
  private static final byte[] STORE_KEY = utf8("store");
  private static final byte[] SECRET_KEY = utf8("secret");
  private static final byte[] CONNECTION_PREFIX = utf8("connection/");
  private static final byte[] CONNECTION_END = utf8("connection0");

  private final UUID storeId;
  private final byte[] secret;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, Bytes> revisions = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> connectionOfRevision = new HashMap<>();
  private int lastNumber;
  private int lastRevision;

  private Directory(UUID storeId, byte[] secret) {
    this.storeId = storeId;
    this.secret = secret;
  }

  /// Reads it, or makes a new store's.
  static Directory load(Tables tables, Chance chance) throws IOException {
    byte[] store = tables.get(Family.META, STORE_KEY);
    if (store == null) {
      return create(tables, chance);
    }
    ByteBuffer id = ByteBuffer.wrap(store);
    Directory directory =
        new Directory(new UUID(id.getLong(), id.getLong()), present(tables, SECRET_KEY));
    directory.loadConnections(tables);
    directory.loadRevisions(tables);
    return directory;
  }

  private static byte[] present(Tables tables, byte[] key) throws IOException {
    byte[] value = tables.get(Family.META, key);
    if (value == null) {
      throw new IOException("the data directory lacks " + new String(key, StandardCharsets.UTF_8));
    }
    return value;
  }

  private static Directory create(Tables tables, Chance chance) throws IOException {
    ByteBuffer id = ByteBuffer.wrap(chance.bytes(16));
    Directory directory = new Directory(new UUID(id.getLong(), id.getLong()), chance.bytes(32));
    try (Tables.Changes changes = tables.changes()) {
      changes.put(Family.META, STORE_KEY, id.array());
      changes.put(Family.META, SECRET_KEY, directory.secret);
      tables.write(changes);
    }
    return directory;
  }

  private void loadConnections(Tables tables) throws IOException {
    try (TablesView.Cursor cursor = tables.scan(Family.META, CONNECTION_PREFIX, CONNECTION_END)) {
      for (; cursor.valid(); cursor.next()) {
        int number =
            ByteBuffer.wrap(cursor.key(), CONNECTION_PREFIX.length, Integer.BYTES).getInt();
        numbers.put(new String(cursor.value(), StandardCharsets.UTF_8), number);
        lastNumber = Math.max(lastNumber, number);
      }
    }
  }

  private void loadRevisions(Tables tables) throws IOException {
    byte[] end = ByteBuffer.allocate(9).putLong(-1).put((byte) -1).array();
    try (TablesView.Cursor cursor = tables.scan(Family.REVISIONS, new byte[0], end)) {
      for (; cursor.valid(); cursor.next()) {
        ByteBuffer key = ByteBuffer.wrap(cursor.key());
        int connection = key.getInt();
        int revision = key.getInt();
        revisions.put(revision, Bytes.of(cursor.value()));
        connectionOfRevision.put(revision, connection);
        lastRevision = Math.max(lastRevision, revision);
      }
    }
  }

  /// Finds or assigns a connection's number, and the revision that holds `content`.
  Enrolled enroll(String name, Bytes content, Tables.Changes changes) {
    Integer known = numbers.get(name);
    int number = known != null ? known : newNumber(name, changes);
    for (Map.Entry<Integer, Bytes> revision : revisions.entrySet()) {
      Integer of = connectionOfRevision.get(revision.getKey());
      if (of != null && of == number && revision.getValue().equals(content)) {
        return new Enrolled(number, revision.getKey());
      }
    }
    int revision = ++lastRevision;
    changes.put(
        Family.REVISIONS,
        ByteBuffer.allocate(8).putInt(number).putInt(revision).array(),
        content.toArray());
    revisions.put(revision, content);
    connectionOfRevision.put(revision, number);
    return new Enrolled(number, revision);
  }

  private int newNumber(String name, Tables.Changes changes) {
    int number = ++lastNumber;
    byte[] key =
        ByteBuffer.allocate(CONNECTION_PREFIX.length + Integer.BYTES)
            .put(CONNECTION_PREFIX)
            .putInt(number)
            .array();
    changes.put(Family.META, key, utf8(name));
    numbers.put(name, number);
    return number;
  }

  UUID storeId() {
    return storeId;
  }

  byte[] secret() {
    return secret;
  }

  Map<String, Integer> numbers() {
    return Map.copyOf(numbers);
  }

  /// The content settings of a revision, or null.
  @Nullable Bytes revision(int revision) {
    return revisions.get(revision);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
