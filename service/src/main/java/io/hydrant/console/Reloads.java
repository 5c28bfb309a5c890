package io.hydrant.console;

import java.util.concurrent.atomic.LongAdder;

/// How often another configuration was taken or refused since the start. Safe for many threads.
public final class Reloads {
  private final LongAdder applied = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile boolean isLastRefused;

  public void applied() {
    isLastRefused = false;
    applied.increment();
  }

  public void refused() {
    isLastRefused = true;
    refused.increment();
  }

  long appliedCount() {
    return applied.sum();
  }

  long refusedCount() {
    return refused.sum();
  }

  /// Whether the file says something else than what runs.
  public boolean isLastRefused() {
    return isLastRefused;
  }
}
