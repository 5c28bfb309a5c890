package io.hydrant.model;

/// What one connection's settings left of one batch, in the binary form in which it waits: encoding
/// it is concatenation, merging it needs no second parse of what the settings already looked at.
///
/// An immutable view over stored bytes; nothing is decoded before it is asked for.
public final class Fragment {
  private final Bytes stored;

  /// What the ledger counts for it.
  public int count() {
    return stored.at(0);
  }

  private Fragment(Bytes stored) {
    this.stored = stored;
  }

  /// Reads the stored form.
  ///
  /// @throws IllegalArgumentException when these bytes are not a fragment of a known format
  public static Fragment of(Bytes stored) {
    return new Fragment(stored);
  }

  /// The stored form.
  public Bytes stored() {
    return stored;
  }
}
