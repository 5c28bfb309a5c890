package io.hydrant.deliver;

import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Packing;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What Firehose bills for what it took, and what it would bill with packing and without. Safe for
/// many threads.
///
/// Source: Amazon Data Firehose pricing, records are rounded up to the nearest 5 KB.
public final class Bill {
  private final LongAdder bytes = new LongAdder();
  private final LongAdder billed = new LongAdder();
  private final LongAdder packed = new LongAdder();
  private final LongAdder unpacked = new LongAdder();

  Bill() {}

  /// Records of one call were taken.
  ///
  /// @param packing they were packed by, null for none: then the standard is what might have been
  void took(List<List<Bytes>> records, @Nullable Packing packing) {
    RecordFill fill = new RecordFill(packing == null ? Packing.STANDARD : packing);
    long together = 0;
    for (List<Bytes> record : records) {
      long recordBytes = 0;
      for (Bytes document : record) {
        recordBytes += document.length();
        unpacked.add(FirehoseLimits.billedBytes(document.length()));
        if (fill.add(document)) {
          packed.add(FirehoseLimits.billedBytes(together));
          together = 0;
        }
        together += document.length();
      }
      bytes.add(recordBytes);
      billed.add(FirehoseLimits.billedBytes(recordBytes));
    }
    packed.add(FirehoseLimits.billedBytes(together));
  }

  /// Bytes that Firehose took.
  public long bytes() {
    return bytes.sum();
  }

  /// What it bills them as.
  public long billed() {
    return billed.sum();
  }

  /// What it would bill with packing.
  public long billedPacked() {
    return packed.sum();
  }

  /// What it would bill with a record for each document.
  public long billedUnpacked() {
    return unpacked.sum();
  }
}
