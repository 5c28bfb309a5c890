package io.hydrant.settings;

import java.nio.file.Path;

/// Where what was accepted is kept, and how much room it leaves.
///
/// @param data the data directory, absolute
/// @param dedupMarksMax marks of `source_request_id` kept before the older period is dropped early
/// @param diskReserveBytes free space below which nothing more is accepted; a store that needs more
///   for its own work reserves more
public record Storage(Path data, long dedupMarksMax, long diskReserveBytes) {
  public Storage {
    if (!data.isAbsolute()) {
      throw new IllegalArgumentException("data is not absolute: " + data);
    }
    if (dedupMarksMax < 1) {
      throw new IllegalArgumentException("dedupMarksMax: " + dedupMarksMax);
    }
    if (diskReserveBytes < 0) {
      throw new IllegalArgumentException("diskReserveBytes: " + diskReserveBytes);
    }
  }
}
