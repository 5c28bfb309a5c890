package io.hydrant.store;

/// Why a row was given up.
public enum DeadCause {
  /// Firehose will never take it, while it takes others around it.
  REFUSED(1, "refused"),
  /// It was tried for as long as `retryFor` says.
  RETRIES_ENDED(2, "retries ended"),
  /// Our own code failed to encode it, again and again.
  BROKEN(3, "broken");

  private final int onDisk;
  private final String word;

  DeadCause(int onDisk, String word) {
    this.onDisk = onDisk;
    this.word = word;
  }

  /// What people and scripts call it.
  public String word() {
    return word;
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
