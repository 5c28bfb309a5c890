package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tables of which a test is told before each write, and before each audit begins to read.
record WatchedTables(Tables tables, Runnable beforeWrite, Runnable beforeView) implements Tables {
  WatchedTables(Tables tables, Runnable beforeWrite) {
    this(tables, beforeWrite, () -> {});
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) throws IOException {
    return tables.get(family, key);
  }

  @Override
  public List<Boolean> present(Family family, List<byte[]> keys) throws IOException {
    return tables.present(family, keys);
  }

  @Override
  public Cursor scan(Family family, byte[] from, byte[] to) throws IOException {
    return tables.scan(family, from, to);
  }

  @Override
  public byte @Nullable [] last(Family family, byte[] from, byte[] to) throws IOException {
    return tables.last(family, from, to);
  }

  @Override
  public TablesView view() {
    beforeView.run();
    return tables.view();
  }

  @Override
  public long sweepBytes() {
    return tables.sweepBytes();
  }

  @Override
  public Changes changes() {
    return tables.changes();
  }

  @Override
  public void write(Changes changes) throws IOException {
    beforeWrite.run();
    tables.write(changes);
  }

  @Override
  public boolean purge(List<Family> families) throws IOException {
    return tables.purge(families);
  }

  @Override
  public void checkpoint(Path directory) throws IOException {
    tables.checkpoint(directory);
  }

  @Override
  public void interrupt() {
    tables.interrupt();
  }

  @Override
  public void clear(Family family) throws IOException {
    tables.clear(family);
  }

  @Override
  public void close() {
    tables.close();
  }
}
