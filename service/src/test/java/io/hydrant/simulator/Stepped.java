package io.hydrant.simulator;

/// A loop in the present life of the process: stepped when it is woken, or when it said.
abstract class Stepped {
  private boolean isWoken;
  private long next;

  final void wake() {
    isWoken = true;
  }

  final boolean isDue(long now) {
    return isWoken || next <= now;
  }

  /// When it is to be stepped, at the latest.
  final long next(long now) {
    return isWoken ? now : next;
  }

  final void step() {
    isWoken = false;
    next = stepLoop();
  }

  /// Steps it; returns when it is to be stepped again.
  abstract long stepLoop();
}
