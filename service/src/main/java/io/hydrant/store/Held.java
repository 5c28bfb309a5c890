package io.hydrant.store;

/// Why a connection sends nothing until a person says so, whatever its settings are. It survives
/// restarts.
///
/// @param deliveryStreamName where it sent to; empty when that does not matter
/// @param sinceMillis wall time in Unix milliseconds
public record Held(Why why, String deliveryStreamName, long sinceMillis) {

  /// What it waits for a person for.
  public enum Why {
    /// A person paused it.
    PAUSED(1),
    /// The stream that took its records is gone. One of that name that is there anew may be
    /// another's.
    STREAM_GONE(2),
    /// The stream that took its records was deleted, and another made under its name.
    STREAM_ANEW(3);

    private final int onDisk;

    Why(int onDisk) {
      this.onDisk = onDisk;
    }

    int onDisk() {
      return onDisk;
    }

    static Why of(int onDisk) {
      for (Why why : values()) {
        if (why.onDisk == onDisk) {
          return why;
        }
      }
      throw new IllegalArgumentException("held for " + onDisk);
    }
  }
}
