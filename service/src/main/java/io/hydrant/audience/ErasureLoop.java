package io.hydrant.audience;

import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.store.Erasure;
import io.hydrant.store.ErasureOffice;
import io.hydrant.store.ErasureSweep;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the store looked through for those who are to be forgotten, one step after the other, for as
/// long as there is somebody.
///
/// It keeps nothing that matters: where it is lies in the store. A step that failed is taken again.
/// Steps are taken by one thread, which the last of them holds for as long as the disk takes.
public final class ErasureLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureLoop.class);
  private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final Store store;
  private final ErasureSweep sweep;
  private final Clock clock;
  private final Runnable wake;
  private volatile boolean isAsked;
  private List<Erasure> ending = List.of();

  /// @param wake makes the next step happen now
  public ErasureLoop(Store store, Clock clock, Runnable wake) {
    this.store = store;
    this.sweep = store.erasures().sweep(new MemberRecall(store.hash()));
    this.clock = clock;
    this.wake = wake;
    store.erasures().onChange(wake);
  }

  /// Takes a step, unless the last one is not answered yet.
  ///
  /// @return when to be called next, see [Loop]
  public long step() {
    if (isAsked) {
      return Loop.NEVER;
    }
    long now = clock.nanos();
    try {
      log();
      isAsked = true;
      ErasureSweep.Next next = sweep.step(clock.millis(), isDone -> answered());
      isAsked &= next == ErasureSweep.Next.ANSWER;
      return switch (next) {
        case NOTHING, ANSWER -> Loop.NEVER;
        case ANOTHER -> now;
        case LOOPS -> now + AGAIN_NANOS;
        case PURGE -> purge(now);
      };
    } catch (IOException e) {
      isAsked = false;
      LOG.error("an erasure goes on in a moment: {}", e.getMessage());
      return now + AGAIN_NANOS;
    }
  }

  private void answered() {
    isAsked = false;
    wake.run();
  }

  private long purge(long now) throws IOException {
    if (!sweep.purge()) {
      return now + AGAIN_NANOS;
    }
    ending = sweep.underWay();
    isAsked = true;
    sweep.end(clock.millis(), isDone -> answered());
    return Loop.NEVER;
  }

  /// Says what is over.
  private void log() throws IOException {
    for (Erasure each : ending) {
      ErasureOffice.Progress now = store.erasures().find(each.id().text());
      if (now != null && now.erasure().stage() == Erasure.Stage.DONE) {
        Erasure.Counts counts = now.erasure().counts();
        LOG.info(
            "erasure {} is done: {} events and {} changes",
            each.id().text(),
            counts.events(),
            counts.changes());
      }
    }
    ending = List.of();
  }
}
