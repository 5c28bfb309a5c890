package io.hydrant;

import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// A part of the service on a thread of its own. If our own code fails there, everything else goes
/// on, and readiness complains.
final class Worker {
  private final Loop thread;
  private final String complaint;
  private LongSupplier step = () -> Loop.NEVER;
  private volatile boolean crashed;

  /// @param name of the thread
  /// @param complaint what does not happen any more when our own code failed there
  Worker(String name, Clock clock, String complaint) {
    this.thread = new Loop(name, clock, this::step, () -> crashed = true);
    this.complaint = complaint;
  }

  private long step() {
    return step.getAsLong();
  }

  /// Begins.
  ///
  /// @param work see [Loop]; it may wake this worker
  void start(LongSupplier work) {
    // Written before the thread is started, and so seen by it.
    step = work;
    thread.start();
  }

  /// Makes the next step happen now. From any thread, also before the start.
  void wake() {
    thread.wake();
  }

  boolean hasCrashed() {
    return crashed;
  }

  /// What a person must know: our own code failed, and only a restart makes it go on.
  Stream<String> complaint() {
    return crashed ? Stream.of(complaint + " until a restart: see the log") : Stream.empty();
  }

  void close(Duration patience) {
    thread.close(patience);
  }
}
