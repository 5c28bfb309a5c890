package io.hydrant;

import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.sessions.SessionLoop;
import io.hydrant.store.Store;
import java.time.Duration;
import java.util.stream.Stream;

/// The closing of sessions on a thread of its own. If our own code fails there, sessions stay open
/// on disk and everything else goes on; readiness complains.
final class SessionCloser {
  private final Loop thread;
  private final SessionLoop sessions;
  private volatile boolean crashed;

  SessionCloser(Store store, Clock clock) {
    // The loop wakes the thread and the thread calls the loop: neither runs before start().
    this.thread = new Loop("sessions", clock, this::step, () -> crashed = true);
    this.sessions = new SessionLoop(store, clock, thread::wake);
  }

  private long step() {
    return sessions.step();
  }

  void start() {
    thread.start();
  }

  /// What a person must know: our own code failed, and only a restart makes it close sessions
  /// again.
  Stream<String> complaint() {
    return crashed ? Stream.of("no session closes until a restart: see the log") : Stream.empty();
  }

  void close(Duration patience) {
    thread.close(patience);
  }
}
