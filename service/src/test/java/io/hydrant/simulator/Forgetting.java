package io.hydrant.simulator;

import io.hydrant.audience.ErasureLoop;
import io.hydrant.audience.MemberRecall;
import io.hydrant.audience.Subject;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.platform.Clock;
import io.hydrant.store.Erasure;
import io.hydrant.store.ErasureOffice;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/// People who are forgotten in the present life of the process: who orders it now and then, and the
/// loop that obeys.
final class Forgetting extends Stepped {
  private final Store store;
  private final Clock clock;
  private final SplittableRandom random;
  private final Judge judge;
  private final ErasureLoop loop;

  Forgetting(DeliveryMeans means, SplittableRandom random, Judge judge) {
    this.store = means.store();
    this.clock = means.clock();
    this.random = random;
    this.judge = judge;
    this.loop = new ErasureLoop(store, means.clock(), this::wake);
  }

  @Override
  long stepLoop() {
    long next = loop.step();
    for (String id : judge.erasures().underWay()) {
      if (isDone(id)) {
        judge.erasures().done(id);
      }
    }
    return next;
  }

  private boolean isDone(String id) {
    try {
      ErasureOffice.Progress progress = store.erasures().find(id);
      return progress != null && progress.erasure().stage() == Erasure.Stage.DONE;
    } catch (IOException _) {
      // The store is being opened again.
      return false;
    }
  }

  /// Whether everybody who was to be is forgotten.
  boolean isOver() {
    return store.erasures().coverage().isEmpty();
  }

  /// Somebody is to be forgotten.
  void order() {
    int user = random.nextInt(1, Request.USERS + 1);
    Set<String> kept = new HashSet<>(judge.eventsOf(user, true));
    judge.erasures().ordered(judge.eventsOf(user, false));
    Subject who = Subject.of(String.valueOf(user), store.hash());
    store
        .erasures()
        .begin(
            who.isByMpid(),
            who.hashes(),
            new MemberRecall(store.hash()),
            clock.millis(),
            id -> {
              judge.erasures().ordered(judge.eventsOf(user, false));
              if (id != null) {
                judge.erasures().begun(id, kept);
              }
            });
  }
}
