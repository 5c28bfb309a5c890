package io.hydrant.store;

import java.util.function.LongSupplier;

/// What a store is told.
///
/// @param marksMax how many dedup marks it keeps at most
/// @param diskReserveBytes below so much free disk nothing more is accepted; 0: no limit
/// @param freeDiskBytes free bytes of the disk it lies on
public record StoreOptions(long marksMax, long diskReserveBytes, LongSupplier freeDiskBytes) {
  /// For a store of which nobody knows the disk.
  public static final StoreOptions UNBOUNDED =
      new StoreOptions(Long.MAX_VALUE, 0, () -> Long.MAX_VALUE);
}
