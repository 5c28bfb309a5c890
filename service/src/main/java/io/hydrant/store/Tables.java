package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Sorted key spaces with atomic, synced writes: the seam between what Hydrant stores and what
/// stores it. RocksDB in production; in tests also a model in memory that forgets what was not
/// synced.
///
/// Keys sort as unsigned bytes. Reading is safe from many threads, writing is the committer's
/// alone.
interface Tables extends TablesView {

  /// What lies there now, whatever is written meanwhile. To be closed by whoever asked.
  TablesView view();

  /// For each of the keys, in their order, whether it is there.
  List<Boolean> present(Family family, List<byte[]> keys) throws IOException;

  /// How many bytes that are gone are worth one [Changes#deleteRange].
  long sweepBytes();

  /// An empty set of changes.
  Changes changes();

  /// Makes the changes durable: all or none, synced before it returns.
  ///
  /// @throws IOException when it is not certain that they are; these tables must then be closed
  void write(Changes changes) throws IOException;

  /// Takes what was deleted or replaced in these families off the disk, logs included. Takes long;
  /// others read and write meanwhile.
  ///
  /// @return false when it was interrupted, or somebody still reads what lay there before: it is to
  ///   be done again
  boolean purge(List<Family> families) throws IOException;

  /// Ends a [#purge] under way; from any thread, before the tables are closed.
  void interrupt();

  /// Lays down what lies there now as a directory of its own, on the same disk, where it shares
  /// what it can: that is quick, and takes room only as these tables change.
  ///
  /// @param directory which is not there yet
  void checkpoint(Path directory) throws IOException;

  /// Forgets a whole family at once, by unlinking its files.
  void clear(Family family) throws IOException;

  /// Opens tables; called again after a failure.
  @FunctionalInterface
  interface Opener {
    /// Opens them.
    ///
    /// @throws IOException when they cannot be opened; the message names the file where one is at
    ///   fault
    Tables open() throws IOException;
  }

  /// Changes that are written together.
  interface Changes extends AutoCloseable {
    void put(Family family, byte[] key, byte[] value);

    void delete(Family family, byte[] key);

    /// Deletes the keys from `from` (included) to `to` (excluded).
    void deleteRange(Family family, byte[] from, byte[] to);

    @Override
    void close();
  }
}
