package io.hydrant.store;

/// How much RocksDB gathers before it writes, flushes and compacts: what the directory takes beside
/// what waits.
///
/// @param memtables of all families together
/// @param memtable of one family, and of a table that it becomes
/// @param log the write-ahead log, until the families that hold it up are flushed
/// @param level tables of the first level that is sorted
record BufferSizes(long memtables, long memtable, long log, long level) {
  static final long CACHE = 64L << 20;

  /// Of 16 MB each: the capacity is strict, and a block that does not fit its shard fails a read or
  /// the write under way. The largest is a row, of a record's size.
  static final int CACHE_SHARD_BITS = 2;

  static final BufferSizes STANDARD =
      new BufferSizes(128L << 20, 64L << 20, 256L << 20, 256L << 20);

  /// What lies behind the heads of twenty connections is a sixth of what is flushed at once.
  long sweepBytes() {
    return memtables / 128;
  }

  /// The same for a store that is so many times smaller, for a test.
  BufferSizes dividedBy(int times) {
    return new BufferSizes(memtables / times, memtable / times, log / times, level / times);
  }
}
