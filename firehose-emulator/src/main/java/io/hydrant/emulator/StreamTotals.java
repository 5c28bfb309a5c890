package io.hydrant.emulator;

/// What a stream took so far.
///
/// @param records how many
/// @param bytes decoded
/// @param billedUnits units of 5,120 bytes, rounded up for each record
/// @param calls puts that stored at least one record
public record StreamTotals(long records, long bytes, long billedUnits, long calls) {
  static final StreamTotals ZERO = new StreamTotals(0, 0, 0, 0);
}
