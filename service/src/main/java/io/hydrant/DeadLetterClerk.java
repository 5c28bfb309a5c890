package io.hydrant;

import io.hydrant.deadletter.DeadLetterLoop;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What was ordered about dead letters, done on a thread of its own. If our own code fails there,
/// dead letters stay where they are and everything else goes on; readiness complains.
final class DeadLetterClerk {
  private final Loop thread;
  private final DeadLetterLoop letters;
  private volatile boolean crashed;

  /// @param retentions see [DeadLetterLoop]
  DeadLetterClerk(Store store, Clock clock, Supplier<Map<Integer, Duration>> retentions) {
    // The loop wakes the thread and the thread calls the loop: neither runs before start().
    this.thread = new Loop("dead-letters", clock, this::step, () -> crashed = true);
    this.letters = new DeadLetterLoop(store, clock, retentions, thread::wake);
  }

  private long step() {
    return letters.step();
  }

  void start() {
    thread.start();
  }

  /// Something was ordered, or a retention is another.
  void wake() {
    thread.wake();
  }

  /// What a person must know: our own code failed, and only a restart makes it go on.
  Stream<String> complaint() {
    return crashed
        ? Stream.of("no dead letter is replayed or discarded until a restart: see the log")
        : Stream.empty();
  }

  void close(Duration patience) {
    thread.close(patience);
  }
}
