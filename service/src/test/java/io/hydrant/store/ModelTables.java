package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tables on a [ModelDisk].
final class ModelTables implements Tables {
  private final ModelDisk disk;
  private final Map<Family, NavigableMap<byte[], byte[]>> live;

  ModelTables(ModelDisk disk, Map<Family, NavigableMap<byte[], byte[]>> live) {
    this.disk = disk;
    this.live = live;
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) {
    return ModelDisk.room(live, family).get(key);
  }

  @Override
  public List<Boolean> present(Family family, List<byte[]> keys) {
    return keys.stream().map(ModelDisk.room(live, family)::containsKey).toList();
  }

  @Override
  public Cursor scan(Family family, byte[] from, byte[] to) {
    return new ModelCursor(ModelDisk.room(live, family).subMap(from, to).entrySet().iterator());
  }

  @Override
  public byte @Nullable [] last(Family family, byte[] from, byte[] to) {
    NavigableMap<byte[], byte[]> range = ModelDisk.room(live, family).subMap(from, true, to, false);
    return range.isEmpty() ? null : range.lastKey();
  }

  @Override
  public TablesView view() {
    return new ModelTables(disk, ModelDisk.copy(live));
  }

  @Override
  public long sweepBytes() {
    return 1 << 20;
  }

  @Override
  public Changes changes() {
    return new ModelChanges();
  }

  @Override
  public void write(Changes changes) throws IOException {
    disk.write((ModelChanges) changes, live);
  }

  @Override
  public boolean purge(List<Family> families) {
    return true;
  }

  @Override
  public void checkpoint(Path directory) {
    throw new UnsupportedOperationException("no disk");
  }

  @Override
  public void interrupt() {}

  @Override
  public void clear(Family family) {
    disk.clear(family, live);
  }

  @Override
  public void close() {}

  /// Changes as a list of what to do to a table.
  static final class ModelChanges implements Changes {
    private record Change(Family family, Consumer<NavigableMap<byte[], byte[]>> apply) {}

    private final List<Change> changes = new ArrayList<>();

    void applyTo(Map<Family, NavigableMap<byte[], byte[]>> tables) {
      for (Change change : changes) {
        change.apply().accept(ModelDisk.room(tables, change.family()));
      }
    }

    @Override
    public void put(Family family, byte[] key, byte[] value) {
      changes.add(new Change(family, table -> table.put(key, value)));
    }

    @Override
    public void delete(Family family, byte[] key) {
      changes.add(new Change(family, table -> table.remove(key)));
    }

    @Override
    public void deleteRange(Family family, byte[] from, byte[] to) {
      changes.add(new Change(family, table -> table.subMap(from, to).clear()));
    }

    @Override
    public void close() {}
  }

  /// A walk over a sorted map.
  private static final class ModelCursor implements Cursor {
    private final Iterator<Map.Entry<byte[], byte[]>> left;
    private Map.@Nullable Entry<byte[], byte[]> at;

    ModelCursor(Iterator<Map.Entry<byte[], byte[]>> left) {
      this.left = left;
      next();
    }

    @Override
    public boolean valid() {
      return at != null;
    }

    private Map.Entry<byte[], byte[]> here() {
      if (at == null) {
        throw new IllegalStateException("beyond the end");
      }
      return at;
    }

    @Override
    public byte[] key() {
      return here().getKey();
    }

    @Override
    public byte[] value() {
      return here().getValue();
    }

    @Override
    public void next() {
      at = left.hasNext() ? left.next() : null;
    }

    @Override
    public void close() {}
  }
}
