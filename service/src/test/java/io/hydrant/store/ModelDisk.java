package io.hydrant.store;

import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A disk in memory that forgets, at a crash, what was not synced; and that can fail or crash at a
/// write.
public final class ModelDisk {

  /// What happens at a write.
  public enum Fate {
    /// It becomes durable and says so.
    DURABLE,
    /// It fails, and nothing of it is there.
    FAILS_LOST,
    /// It fails, and all of it is there.
    FAILS_KEPT,
    /// The process dies, and nothing of it is there.
    CRASH_LOST,
    /// The process dies, and all of it is there.
    CRASH_KEPT
  }

  /// The process died. An error, so that nothing handles it.
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Map<Family, NavigableMap<byte[], byte[]>> durable = empty();
  private final List<ModelTables.ModelChanges> unsynced = new ArrayList<>();
  private Supplier<Fate> fates = () -> Fate.DURABLE;
  private boolean syncs = true;
  private int opens;

  private static Map<Family, NavigableMap<byte[], byte[]>> empty() {
    Map<Family, NavigableMap<byte[], byte[]>> empty = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      empty.put(family, new TreeMap<>(Arrays::compareUnsigned));
    }
    return empty;
  }

  /// Asked at each write.
  public void fates(Supplier<Fate> fates) {
    this.fates = fates;
  }

  /// A planted bug: writes are acknowledged without being synced.
  public void neverSync() {
    this.syncs = false;
  }

  /// What a start finds on it.
  public Tables.Opener opener() {
    return () -> {
      opens++;
      return new ModelTables(this, copy(durable));
    };
  }

  /// A store on it, as a start of the process opens it.
  public Store store(Clock clock, Chance chance) throws IOException {
    return Store.open(opener(), clock, chance, StoreOptions.UNBOUNDED);
  }

  /// What the durable rows of a connection count, read without any code of the store's.
  public long counted(int connection) {
    ByteBuffer head = ByteBuffer.wrap(new byte[40]).putInt(0, connection);
    byte[] moved =
        room(durable, Family.HEADS).get(ByteBuffer.allocate(4).putInt(connection).array());
    byte[] from = moved == null ? head.array() : moved;
    byte[] to = ByteBuffer.allocate(4).putInt(connection + 1).array();
    long counted = 0;
    for (byte[] value : room(durable, Family.WAITING).subMap(from, to).values()) {
      counted += ByteBuffer.wrap(value).getInt(1);
    }
    return counted;
  }

  /// What the durable fragments of open sessions of a connection count, read without any code of
  /// the store's: those behind their session's mark, which comes before them.
  public long countedOpen(int connection) {
    byte[] from = ByteBuffer.allocate(4).putInt(connection).array();
    byte[] to = ByteBuffer.allocate(4).putInt(connection + 1).array();
    ByteBuffer marked = ByteBuffer.allocate(0);
    long closedUpTo = 0;
    long counted = 0;
    for (Map.Entry<byte[], byte[]> row :
        room(durable, Family.SESSIONS).subMap(from, to).entrySet()) {
      ByteBuffer session = ByteBuffer.wrap(row.getKey(), 0, 36);
      long sequence = ByteBuffer.wrap(row.getKey()).getLong(36);
      if (sequence == 0) {
        marked = session;
        closedUpTo = ByteBuffer.wrap(row.getValue()).getLong();
      } else if (!session.equals(marked) || sequence > closedUpTo) {
        counted += ByteBuffer.wrap(row.getValue()).getInt(1);
      }
    }
    return counted;
  }

  /// How many durable rows of sessions there are, fragments and marks.
  public int rowsOfSessions() {
    return room(durable, Family.SESSIONS).size();
  }

  /// What the durable dead letters of a connection count, read the same way.
  public long countedDead(int connection) {
    byte[] from = ByteBuffer.allocate(4).putInt(connection).array();
    byte[] to = ByteBuffer.allocate(4).putInt(connection + 1).array();
    long counted = 0;
    for (byte[] value : room(durable, Family.DEAD).subMap(from, to).values()) {
      ByteBuffer letter = ByteBuffer.wrap(value);
      counted += letter.getInt(31 + letter.getShort(29) + 1);
    }
    return counted;
  }

  /// How often it was opened.
  public int opens() {
    return opens;
  }

  /// The process dies: what was not synced is gone.
  public void crash() {
    unsynced.clear();
  }

  static Map<Family, NavigableMap<byte[], byte[]>> copy(
      Map<Family, NavigableMap<byte[], byte[]>> tables) {
    Map<Family, NavigableMap<byte[], byte[]>> copy = empty();
    tables.forEach((family, table) -> room(copy, family).putAll(table));
    return copy;
  }

  void write(ModelTables.ModelChanges changes, Map<Family, NavigableMap<byte[], byte[]>> live)
      throws IOException {
    Fate fate = fates.get();
    switch (fate) {
      case DURABLE -> {
        changes.applyTo(live);
        keep(changes);
      }
      case FAILS_LOST -> throw new IOException("the disk failed");
      case FAILS_KEPT -> {
        changes.applyTo(durable);
        throw new IOException("the disk failed");
      }
      case CRASH_LOST -> throw new Crash();
      case CRASH_KEPT -> {
        changes.applyTo(durable);
        throw new Crash();
      }
    }
  }

  private void keep(ModelTables.ModelChanges changes) {
    if (syncs) {
      changes.applyTo(durable);
    } else {
      unsynced.add(changes);
    }
  }

  void clear(Family family, Map<Family, NavigableMap<byte[], byte[]>> live) {
    room(durable, family).clear();
    room(live, family).clear();
  }

  static NavigableMap<byte[], byte[]> room(
      Map<Family, NavigableMap<byte[], byte[]>> tables, Family family) {
    @Nullable NavigableMap<byte[], byte[]> table = tables.get(family);
    if (table == null) {
      throw new IllegalStateException("no " + family);
    }
    return table;
  }
}
