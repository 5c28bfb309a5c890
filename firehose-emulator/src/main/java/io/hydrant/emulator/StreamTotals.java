package io.hydrant.emulator;

import java.util.List;

/// What a stream took so far.
///
/// @param records how many
/// @param bytes decoded
/// @param billedUnits units of 5,120 bytes, rounded up for each record
/// @param calls puts that stored at least one record
public record StreamTotals(long records, long bytes, long billedUnits, long calls) {
  static final StreamTotals ZERO = new StreamTotals(0, 0, 0, 0);

  /// With one more call's records.
  StreamTotals plus(List<StoredRecord> ofOneCall) {
    long moreBytes = 0;
    long moreUnits = 0;
    for (StoredRecord record : ofOneCall) {
      moreBytes += record.data().length;
      moreUnits += record.billedUnits();
    }
    return new StreamTotals(
        records + ofOneCall.size(), bytes + moreBytes, billedUnits + moreUnits, calls + 1);
  }
}
