package io.hydrant.store;

import io.hydrant.model.Bytes;

/// One row that waits.
///
/// @param count what the ledger counts for it
/// @param tries what was tried with it so far
/// @param payload the stored form of what it holds
/// @param storedBytes what it takes on disk, key included; of a session also what its fragments
///   take
public record Row(
    WaitingKey key, Kind kind, int count, Tries tries, Bytes payload, int storedBytes) {

  /// What a row holds.
  public enum Kind {
    /// What one connection's settings left of one batch: [io.hydrant.model.Fragment].
    FRAGMENT(1),
    /// A message that is encoded already.
    MESSAGE(2),
    /// A closed session, whose fragments lie elsewhere: [SessionPart].
    SESSION(3),
    /// One message of an Audience connection: [io.hydrant.model.AudienceMessage]. Those of one
    /// group, which is one user, leave in key order, so such a row is never put again.
    AUDIENCE(4);

    private final int onDisk;

    Kind(int onDisk) {
      this.onDisk = onDisk;
    }

    int onDisk() {
      return onDisk;
    }

    static Kind of(int onDisk) {
      for (Kind kind : values()) {
        if (kind.onDisk == onDisk) {
          return kind;
        }
      }
      throw new IllegalArgumentException("row of kind " + onDisk);
    }
  }

  /// This row with other tries.
  public RowValue with(Tries tries) {
    return RowValue.of(kind, count, tries, payload);
  }
}
