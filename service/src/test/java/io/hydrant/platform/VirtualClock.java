package io.hydrant.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// A clock that only a test moves. Threads parked on it wake when it passes their deadline.
public final class VirtualClock implements Clock {
  private final Set<Thread> parked = ConcurrentHashMap.newKeySet();
  private volatile Instant wall;
  private volatile long nanos = 1_000_000_000L;

  public VirtualClock(Instant start) {
    this.wall = start;
  }

  public static VirtualClock at(long unixMillis) {
    return new VirtualClock(Instant.ofEpochMilli(unixMillis));
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /// Lets time pass, on both clocks.
  public synchronized void advance(Duration by) {
    advanceNanos(by.toNanos());
  }

  public synchronized void advanceNanos(long by) {
    wall = wall.plusNanos(by);
    nanos += by;
    parked.forEach(LockSupport::unpark);
  }

  /// Sets the wall clock as a person or a wrong time server would: monotonic time does not notice.
  public synchronized void step(Duration by) {
    wall = wall.plus(by);
  }

  @Override
  public void parkUntil(long deadline) {
    parked.add(Thread.currentThread());
    if (nanos < deadline) {
      LockSupport.park(this);
    }
    parked.remove(Thread.currentThread());
  }
}
