package io.hydrant.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// What a load of some seconds came to.
///
/// @param load what was sent
/// @param batches accepted
/// @param perSecond accepted a second
/// @param p50Millis within which half was answered; at a rate counted from when the request was
///   due, so that one that waits for the one before it counts as slow
/// @param p99Millis within which 99 of 100 were
/// @param cpuMicros of the subject a batch, until all was delivered
record Phase(
    Load load,
    long batches,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double cpuMicros) {

  /// Sends to `subject` for so long, and waits until all is delivered.
  ///
  /// @param soFar batches and events accepted before; what this phase adds is added
  /// @throws IOException when a batch was not accepted, or not all is delivered
  static Phase run(Subject subject, Load load, Duration time, Sent soFar)
      throws IOException, InterruptedException {
    Duration cpu = subject.cpu();
    long start = System.nanoTime();
    long[] taken;
    try (Clients clients = new Clients(load, subject.port(), soFar.phase())) {
      Thread.sleep(time);
      taken = clients.stop();
    } catch (ExecutionException e) {
      throw new IOException("a batch was not accepted", e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    soFar.add(taken.length, load.events());
    String wrong = subject.awaitDelivered(soFar.batches(), soFar.events());
    if (wrong != null) {
      throw new IOException("not all is delivered: " + wrong);
    }
    double micros = subject.cpu().minus(cpu).toNanos() / 1e3 / Math.max(1, taken.length);
    return new Phase(
        load, taken.length, taken.length / seconds, at(taken, .5), at(taken, .99), micros);
  }

  private static double at(long[] ascending, double share) {
    if (ascending.length == 0) {
      return 0;
    }
    return ascending[Math.min(ascending.length - 1, (int) (ascending.length * share))] / 1e6;
  }

  /// What was accepted since a subject's start. One thread's.
  static final class Sent {
    private int phase;
    private long batches;
    private long events;

    /// A number no phase had before.
    int phase() {
      return phase++;
    }

    long batches() {
      return batches;
    }

    long events() {
      return events;
    }

    void add(long more, int eventsEach) {
      batches += more;
      events += more * eventsEach;
    }
  }
}
