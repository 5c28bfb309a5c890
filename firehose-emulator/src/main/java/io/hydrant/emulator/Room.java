package io.hydrant.emulator;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all streams' logs share. Safe for threads.
final class Room {
  private final long bytesMax;
  private final AtomicLong used = new AtomicLong();

  Room(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  long bytesMax() {
    return bytesMax;
  }

  /// Takes the bytes, or none of them.
  boolean take(long bytes) {
    if (used.addAndGet(bytes) <= bytesMax) {
      return true;
    }
    giveBack(bytes);
    return false;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }
}
