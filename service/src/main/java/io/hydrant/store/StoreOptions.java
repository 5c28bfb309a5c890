package io.hydrant.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.function.LongSupplier;

/// What a store is told.
///
/// @param marksMax how many dedup marks it keeps at most
/// @param diskReserveBytes below so much free disk nothing more is accepted; 0: no limit
/// @param freeDiskBytes free bytes of the disk it lies on
/// @param ballast what is given back when others fill the disk
public record StoreOptions(
    long marksMax, long diskReserveBytes, LongSupplier freeDiskBytes, Ballast ballast) {
  /// For a store of which nobody knows the disk.
  public static final StoreOptions UNBOUNDED =
      new StoreOptions(Long.MAX_VALUE, 0, () -> Long.MAX_VALUE, Ballast.NONE);

  private static final long BALLAST_BYTES_MAX = 64L << 20;

  /// For a store in this directory.
  ///
  /// @throws IOException when the directory's disk cannot be asked
  public static StoreOptions of(DataDirectory data, long marksMax, long diskReserveBytes)
      throws IOException {
    FileStore disk = Files.getFileStore(data.path());
    long ballastBytes = Math.min(BALLAST_BYTES_MAX, diskReserveBytes / 4);
    return new StoreOptions(
        marksMax,
        diskReserveBytes,
        () -> free(disk),
        new Ballast(data.path().resolve("ballast"), ballastBytes));
  }

  /// A disk that does not answer is no reason to refuse: writing to it will tell.
  private static long free(FileStore disk) {
    try {
      return disk.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
