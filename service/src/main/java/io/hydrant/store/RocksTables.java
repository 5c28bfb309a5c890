package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The tables in a RocksDB directory.
///
/// Settings that are not RocksDB's default are here with their reason; the figures behind them are
/// in `RATIONALE.md`.
final class RocksTables implements Tables {
  private static final int SALVAGE_FILES = 100;

  private final DBOptions options;
  private final Cache cache;
  private final ColumnFamilyOptions familyOptions;
  private final WriteOptions synced;
  private final RocksDB db;
  private final Map<Family, ColumnFamilyHandle> handles;
  private final long sweepBytes;
  private volatile boolean isInterrupted;

  static {
    NativeEngine.load();
  }

  /// How RocksDB opens a directory.
  @FunctionalInterface
  private interface Engine {
    RocksDB open(
        DBOptions options,
        String directory,
        List<ColumnFamilyDescriptor> descriptors,
        List<ColumnFamilyHandle> handles)
        throws RocksDBException;
  }

  private RocksTables(
      Path directory, boolean sync, BufferSizes sizes, DBOptions options, Engine engine)
      throws RocksDBException {
    this.cache = new LRUCache(BufferSizes.CACHE, BufferSizes.CACHE_SHARD_BITS, true);
    this.familyOptions = familyOptions(cache, sizes);
    this.options = options;
    this.sweepBytes = sizes.sweepBytes();
    this.synced = new WriteOptions().setSync(sync);
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (Family family : Family.values()) {
      descriptors.add(new ColumnFamilyDescriptor(family.onDisk(), familyOptions));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    this.db = engine.open(options, directory.toString(), descriptors, opened);
    this.handles = new EnumMap<>(Family.class);
    Iterator<ColumnFamilyHandle> next = opened.iterator();
    for (Family family : Family.values()) {
      handles.put(family, next.next());
    }
  }

  /// Opens or creates the directory.
  ///
  /// @throws IOException when RocksDB refuses, or a log is damaged where RocksDB does not notice:
  ///   the message names the file where RocksDB does
  static RocksTables open(Path directory) throws IOException {
    return open(directory, true);
  }

  /// @param sync false only in the test that proves that kill tests notice a missing sync
  static RocksTables open(Path directory, boolean sync) throws IOException {
    return open(directory, sync, BufferSizes.STANDARD);
  }

  /// @param sizes others only in tests
  static RocksTables open(Path directory, boolean sync, BufferSizes sizes) throws IOException {
    Files.createDirectories(directory);
    LogEnd.check(directory);
    return open(directory, sync, sizes, options(sizes), RocksDB::open);
  }

  /// Opens what lies there to be read, and leaves it as it is.
  ///
  /// @throws IOException as [#open]
  static RocksTables openToRead(Path directory) throws IOException {
    LogEnd.check(directory);
    DBOptions options = options(BufferSizes.STANDARD);
    return open(directory, true, BufferSizes.STANDARD, options, RocksDB::openReadOnly);
  }

  /// The same of what is damaged: what is in logs behind a damaged part is there, and tables are
  /// opened only when something in them is read.
  static RocksTables openToSalvage(Path directory) throws IOException {
    DBOptions options =
        options(BufferSizes.STANDARD)
            .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords)
            .setParanoidChecks(false)
            .setMaxOpenFiles(SALVAGE_FILES);
    return open(directory, true, BufferSizes.STANDARD, options, RocksDB::openReadOnly);
  }

  private static RocksTables open(
      Path directory, boolean sync, BufferSizes sizes, DBOptions options, Engine engine)
      throws IOException {
    try {
      return new RocksTables(directory, sync, sizes, options, engine);
    } catch (RocksDBException e) {
      throw new IOException(Damage.describe(directory, String.valueOf(e.getMessage())), e);
    }
  }

  private static DBOptions options(BufferSizes sizes) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        // A torn tail is a write that was never acknowledged; anything else is damage, and a store
        // that opens in spite of it loses rows with a ledger that balances.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setRecycleLogFileNum(0)
        .setParanoidChecks(true)
        // Unsynced writes stay in the process and die with it, so that kill -9 finds a missing
        // sync.
        .setManualWalFlush(true)
        .setDbWriteBufferSize(sizes.memtables())
        .setMaxTotalWalSize(sizes.log())
        .setMaxOpenFiles(-1)
        // Not the sixteen that it would start for each family, however few its tables.
        .setMaxFileOpeningThreads(4)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(3)
        .setMaxLogFileSize(1 << 20);
  }

  private static ColumnFamilyOptions familyOptions(Cache cache, BufferSizes sizes) {
    return new ColumnFamilyOptions()
        // Large values are compressed before the write, see RowValue.
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setWriteBufferSize(sizes.memtable())
        .setTargetFileSizeBase(sizes.memtable())
        .setMaxBytesForLevelBase(sizes.level())
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                // In small parts that come and go: the whole filter of a table of small rows, and
                // what is pinned of many tables, fill the cache until nothing else can be read.
                .setCacheIndexAndFilterBlocks(true)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setPinTopLevelIndexAndFilter(true)
                .setFilterPolicy(new BloomFilter(10)));
  }

  private ColumnFamilyHandle handle(Family family) {
    ColumnFamilyHandle handle = handles.get(family);
    if (handle == null) {
      throw new IllegalStateException(family + " is not open");
    }
    return handle;
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) throws IOException {
    try {
      return db.get(handle(family), key);
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  @Override
  public List<Boolean> present(Family family, List<byte[]> keys) throws IOException {
    List<ColumnFamilyHandle> families = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      families.add(handle(family));
    }
    try {
      return db.multiGetAsList(families, keys).stream().map(Objects::nonNull).toList();
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  @Override
  public Cursor scan(Family family, byte[] from, byte[] to) {
    return new RocksCursor(db, handle(family), new ReadOptions(), from, to);
  }

  @Override
  public byte @Nullable [] last(Family family, byte[] from, byte[] to) throws IOException {
    return last(family, new ReadOptions(), from, to);
  }

  private byte @Nullable [] last(Family family, ReadOptions options, byte[] from, byte[] to)
      throws IOException {
    try (ReadOptions bounded = options;
        Slice lower = new Slice(from);
        Slice upper = new Slice(to);
        RocksIterator iterator =
            db.newIterator(
                handle(family), bounded.setIterateLowerBound(lower).setIterateUpperBound(upper))) {
      iterator.seekToLast();
      iterator.status();
      return iterator.isValid() ? iterator.key() : null;
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  @Override
  public TablesView view() {
    return new RocksView();
  }

  @Override
  public long sweepBytes() {
    return sweepBytes;
  }

  @Override
  public Changes changes() {
    return new RocksChanges();
  }

  @Override
  public void write(Changes changes) throws IOException {
    try {
      db.write(synced, ((RocksChanges) changes).batch);
    } catch (RocksDBException e) {
      throw failed("write", e);
    }
  }

  @Override
  public void clear(Family family) throws IOException {
    try {
      ColumnFamilyHandle old = handle(family);
      db.dropColumnFamily(old);
      old.close();
      handles.put(
          family,
          db.createColumnFamily(new ColumnFamilyDescriptor(family.onDisk(), familyOptions)));
    } catch (RocksDBException e) {
      throw failed("clear " + family, e);
    }
  }

  @Override
  public boolean purge(List<Family> families) throws IOException {
    if (isInterrupted) {
      return false;
    }
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true);
        CompactRangeOptions compaction =
            new CompactRangeOptions()
                // What lies at the bottom already would stay as it is.
                .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)
                .setExclusiveManualCompaction(false)
                .setAllowWriteStall(false)) {
      // Of all families: a log goes when nothing of it is needed any more.
      db.flush(flush, List.copyOf(handles.values()));
      for (Family family : families) {
        db.compactRange(handle(family), null, null, compaction);
      }
      // A snapshot keeps what was deleted after it.
      return db.getLongProperty("rocksdb.num-snapshots") == 0;
    } catch (RocksDBException e) {
      if (isInterrupted) {
        return false;
      }
      throw failed("purge", e);
    }
  }

  @Override
  public void checkpoint(Path directory) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(directory.toString());
    } catch (RocksDBException e) {
      throw failed("checkpoint", e);
    }
  }

  @Override
  public void interrupt() {
    isInterrupted = true;
    db.cancelAllBackgroundWork(false);
  }

  static IOException failed(String what, RocksDBException e) {
    return new IOException(what + " failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    handles.values().forEach(ColumnFamilyHandle::close);
    db.close();
    synced.close();
    options.close();
    familyOptions.close();
    cache.close();
  }

  /// The tables at one moment, as a RocksDB snapshot.
  private final class RocksView implements TablesView {
    private final Snapshot snapshot = db.getSnapshot();

    @Override
    public byte @Nullable [] get(Family family, byte[] key) throws IOException {
      try (ReadOptions options = new ReadOptions().setSnapshot(snapshot)) {
        return db.get(handle(family), options, key);
      } catch (RocksDBException e) {
        throw failed("read", e);
      }
    }

    @Override
    public byte @Nullable [] last(Family family, byte[] from, byte[] to) throws IOException {
      return RocksTables.this.last(family, new ReadOptions().setSnapshot(snapshot), from, to);
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
      ReadOptions options = new ReadOptions().setSnapshot(snapshot);
      return new RocksCursor(db, handle(family), options, from, to);
    }

    @Override
    public void close() {
      db.releaseSnapshot(snapshot);
      snapshot.close();
    }
  }

  /// Changes as a RocksDB write batch.
  private final class RocksChanges implements Changes {
    private final WriteBatch batch = new WriteBatch();

    @Override
    public void put(Family family, byte[] key, byte[] value) {
      try {
        batch.put(handle(family), key, value);
      } catch (RocksDBException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void delete(Family family, byte[] key) {
      try {
        batch.delete(handle(family), key);
      } catch (RocksDBException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void deleteRange(Family family, byte[] from, byte[] to) {
      try {
        batch.deleteRange(handle(family), from, to);
      } catch (RocksDBException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      batch.close();
    }
  }
}
