package io.hydrant.store;

import java.io.IOException;

/// How far a copy is. One thread copies, others look and may end it.
public final class CopyProgress {
  private volatile long bytes;
  private volatile long total;
  private volatile boolean isEnded;

  /// Bytes that are copied.
  public long bytes() {
    return bytes;
  }

  /// Bytes that are to be copied; 0 while that is not known.
  public long total() {
    return total;
  }

  /// Has the copy break off.
  public void end() {
    isEnded = true;
  }

  void begin(long total) {
    this.total = total;
  }

  /// @throws IOException when the copy is to break off
  void copied(long upTo) throws IOException {
    bytes = upTo;
    if (isEnded) {
      throw new IOException("the service ended");
    }
  }
}
