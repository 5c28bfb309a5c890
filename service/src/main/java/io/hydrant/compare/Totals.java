package io.hydrant.compare;

/// What a comparison came to.
///
/// @param paired events that both sides have
/// @param differing how many of them are not the same
public record Totals(Side a, Side b, long paired, long differing) {

  /// One side.
  ///
  /// @param repeated how many of its events came once more, and were left out
  /// @param alone how many the other side has not
  public record Side(long messages, long events, long repeated, long alone) {}

  /// Whether each side says what the other says.
  public boolean isEqual() {
    return differing == 0 && a.alone == 0 && b.alone == 0;
  }
}
