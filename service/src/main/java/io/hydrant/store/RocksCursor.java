package io.hydrant.store;

import java.io.IOException;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A RocksDB iterator between two keys.
final class RocksCursor implements TablesView.Cursor {
  private final Slice upper;
  private final ReadOptions options;
  private final RocksIterator iterator;

  RocksCursor(RocksDB db, ColumnFamilyHandle handle, ReadOptions options, byte[] from, byte[] to) {
    this.upper = new Slice(to);
    // What delivery reads it reads once: it must not push filters and dedup marks out of the
    // cache.
    this.options = options.setIterateUpperBound(upper).setFillCache(false);
    this.iterator = db.newIterator(handle, options);
    iterator.seek(from);
  }

  @Override
  public boolean valid() throws IOException {
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw RocksTables.failed("scan", e);
    }
    return false;
  }

  @Override
  public byte[] key() {
    return iterator.key();
  }

  @Override
  public byte[] value() {
    return iterator.value();
  }

  @Override
  public void next() {
    iterator.next();
  }

  @Override
  public void close() {
    iterator.close();
    options.close();
    upper.close();
  }
}
