package io.hydrant.deliver;

import java.util.ArrayDeque;
import java.util.Queue;

/// How many bytes all loops of the process may hold encoded, taken before encoding.
///
/// When it is spent, loops that hold something wait until another gives back; a loop that holds
/// nothing goes on with one message, so that none waits for another for ever. The bound is
/// therefore the budget plus a record and a row a loop. Safe for many threads.
public final class EncodedBudget {
  private final long bytesMax;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private long taken;

  public EncodedBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Takes `bytes`, if there are as many.
  ///
  /// @param wake called, once, when it may be worth asking again after a refusal
  synchronized boolean take(long bytes, Runnable wake) {
    if (taken + bytes > bytesMax) {
      if (!waiting.contains(wake)) {
        waiting.add(wake);
      }
      return false;
    }
    taken += bytes;
    return true;
  }

  /// Takes or gives back without asking.
  void adjust(long bytes) {
    Queue<Runnable> woken = new ArrayDeque<>();
    synchronized (this) {
      taken += bytes;
      if (taken < 0) {
        throw new IllegalStateException("more was given back than taken: " + taken);
      }
      if (bytes < 0) {
        woken.addAll(waiting);
        waiting.clear();
      }
    }
    woken.forEach(Runnable::run);
  }

  /// What is taken now, in bytes.
  public synchronized long taken() {
    return taken;
  }
}
