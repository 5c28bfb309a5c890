package io.hydrant.store;

/// Why a row was given up.
public enum DeadCause {
  /// Firehose will never take it, while it takes others around it.
  REFUSED(1),
  /// It was tried for as long as `retryFor` says.
  RETRIES_ENDED(2),
  /// Our own code failed to encode it, again and again.
  BROKEN(3);

  private final int onDisk;

  DeadCause(int onDisk) {
    this.onDisk = onDisk;
  }

  int onDisk() {
    return onDisk;
  }

  static DeadCause of(int onDisk) {
    for (DeadCause cause : values()) {
      if (cause.onDisk == onDisk) {
        return cause;
      }
    }
    throw new IllegalArgumentException("dead for cause " + onDisk);
  }
}
