package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;

/// Who is who in the store: its own id and secret, the connections, and the revisions of their
/// content settings. Written by the committer alone; read by all.
final class Directory {
  private static final byte[] STORE_KEY = utf8("store");
  private static final byte[] SECRET_KEY = utf8("secret");

  final Roster roster;
  final Revisions revisions;
  final Holds holds;
  final Births births;
  private final UUID storeId;
  private final byte[] secret;
  private boolean isEnrolled;

  private Directory(TablesView tables, UUID storeId, byte[] secret) throws IOException {
    this.storeId = storeId;
    this.secret = secret;
    this.roster = Roster.load(tables);
    this.revisions = Revisions.load(tables);
    this.holds = Holds.load(tables);
    this.births = Births.load(tables);
  }

  /// Reads it, or makes a new store's.
  static Directory load(Tables tables, Chance chance) throws IOException {
    byte[] store = tables.get(Family.META, STORE_KEY);
    if (store == null) {
      return create(tables, chance);
    }
    ByteBuffer id = ByteBuffer.wrap(store);
    return new Directory(tables, new UUID(id.getLong(), id.getLong()), present(tables, SECRET_KEY));
  }

  /// Whether there is a store that has its id and its secret.
  static boolean isIn(TablesView tables) throws IOException {
    return tables.get(Family.META, STORE_KEY) != null
        && tables.get(Family.META, SECRET_KEY) != null;
  }

  private static byte[] present(Tables tables, byte[] key) throws IOException {
    byte[] value = tables.get(Family.META, key);
    if (value == null) {
      throw new IOException("the data directory lacks " + new String(key, StandardCharsets.UTF_8));
    }
    return value;
  }

  /// Gives a store another id, durably.
  static void renew(Tables tables, Chance chance) throws IOException {
    try (Tables.Changes changes = tables.changes()) {
      changes.put(Family.META, STORE_KEY, chance.bytes(16));
      tables.write(changes);
    }
  }

  private static Directory create(Tables tables, Chance chance) throws IOException {
    ByteBuffer id = ByteBuffer.wrap(chance.bytes(16));
    UUID storeId = new UUID(id.getLong(), id.getLong());
    Directory directory = new Directory(tables, storeId, chance.bytes(32));
    try (Tables.Changes changes = tables.changes()) {
      changes.put(Family.META, STORE_KEY, id.array());
      changes.put(Family.META, SECRET_KEY, directory.secret);
      tables.write(changes);
    }
    return directory;
  }

  /// Makes the connections of a configuration the present ones.
  ///
  /// @param contents their content settings, by name
  /// @param isDrained whether nothing waits for a connection
  /// @param isFirstOpening whether the process has opened these tables for the first time
  /// @param time store time in microseconds
  Map<String, Enrolled> enroll(
      Map<String, Bytes> contents,
      IntPredicate isDrained,
      boolean isFirstOpening,
      long time,
      Tables.Changes changes) {
    roster.enroll(contents.keySet(), changes);
    Map<String, Enrolled> enrolled = new LinkedHashMap<>();
    contents.forEach((name, content) -> {
      Integer number = roster.number(name);
      if (number == null) {
        throw new IllegalStateException("not enrolled: " + name);
      }
      enrolled.put(name, new Enrolled(number, revisions.of(number, content, changes)));
    });
    List<Integer> today = enrolled.values().stream().map(Enrolled::revision).toList();
    revisions.forget(today, isDrained, isFirstOpening && !isEnrolled, time, changes);
    isEnrolled = true;
    return enrolled;
  }

  UUID storeId() {
    return storeId;
  }

  byte[] secret() {
    return secret;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
