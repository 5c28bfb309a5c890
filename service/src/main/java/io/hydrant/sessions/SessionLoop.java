package io.hydrant.sessions;

import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.store.SessionTimer;
import io.hydrant.store.Store;
import io.hydrant.store.Waiter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes sessions when their timers say so. It only looks and asks: whether a timer still holds is
/// decided by the store in the write that closes, so nothing that arrives in between is lost.
///
/// Nothing of an open session is in memory; one step asks for a bounded number, and the next waits
/// for its answer. Steps are taken by one thread; the rest is safe to call from any.
public final class SessionLoop implements Waiter {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);
  private static final int TIMERS_MAX = 200;
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Store store;
  private final Clock clock;
  private final Runnable wake;
  private volatile boolean asking;

  /// @param wake makes the next step happen now
  public SessionLoop(Store store, Clock clock, Runnable wake) {
    this.store = store;
    this.clock = clock;
    this.wake = wake;
    store.registerTimers(this);
  }

  @Override
  public void wake() {
    wake.run();
  }

  @Override
  public void reopened() {
    wake.run();
  }

  /// Whether no close is without an answer.
  public boolean isIdle() {
    return !asking;
  }

  /// Looks, and has closed what is due.
  ///
  /// @return when to be called next, see [Loop]
  public long step() {
    if (asking) {
      return Loop.NEVER;
    }
    try {
      List<SessionTimer> due = store.timersDue(TIMERS_MAX);
      if (!due.isEmpty()) {
        asking = true;
        store.close(due, this::answered);
      }
      return Loop.NEVER;
    } catch (IOException e) {
      LOG.error("reading session timers failed: {}", e.getMessage());
      return clock.nanos() + RETRY_NANOS;
    }
  }

  /// Durable or not, the next look finds what is left.
  private void answered(boolean durable) {
    asking = false;
    wake.run();
  }
}
