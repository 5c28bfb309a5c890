package io.hydrant.platform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that does one thing: calls a step, then parks until the time the step named or until it
/// is woken. The simulator calls the same steps without this class.
///
/// A step that throws ends the loop and is reported to `onCrash`: a loop that is gone must be seen.
public final class Loop implements AutoCloseable {
  /// What a step returns that has nothing to wait for but a wake-up.
  public static final long NEVER = Long.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final Clock clock;
  private final LongSupplier step;
  private final Runnable onCrash;
  private final Thread thread;
  private volatile boolean closing;

  /// @param name of the thread, after what it serves
  /// @param step does what there is to do; returns the [Clock#nanos()] of its next call, or
  ///   [#NEVER]
  public Loop(String name, Clock clock, LongSupplier step, Runnable onCrash) {
    this.clock = clock;
    this.step = step;
    this.onCrash = onCrash;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Makes the next step happen now. Cheap; from any thread.
  public void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    try {
      while (!closing) {
        long next = step.getAsLong();
        if (closing) {
          return;
        }
        if (next == NEVER) {
          LockSupport.park(this);
        } else {
          clock.parkUntil(next);
        }
      }
    } catch (Throwable e) {
      LOG.error("loop {} ended", thread.getName(), e);
      onCrash.run();
    }
  }

  /// Ends after the step under way; waits for it at most `patience`.
  ///
  /// @return whether it has ended
  public boolean close(Duration patience) {
    closing = true;
    wake();
    if (Thread.currentThread() == thread) {
      return true;
    }
    try {
      return thread.getState() == Thread.State.NEW || thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }
}
