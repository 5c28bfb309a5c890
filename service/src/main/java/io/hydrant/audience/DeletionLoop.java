package io.hydrant.audience;

import io.hydrant.model.Hash;
import io.hydrant.platform.Clock;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceOffice;
import io.hydrant.store.TakeOut;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the members out of audiences that are being deleted, some in each write.
///
/// It keeps nothing that matters: which audiences are being deleted, and who is still in them, lies
/// in the store. A step that failed is asked for again. Steps are taken by one thread; the rest is
/// safe to call from any.
public final class DeletionLoop {
  /// Members of one write.
  static final int STEP_MEMBERS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(DeletionLoop.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /// How far one is.
  private static final class Turn {
    private @Nullable Hash after;
    private long nextAt;
    private boolean isAsked;
  }

  /// What the store answered.
  private record Answered(Audience audience, Turn turn, TakeOut.Progress progress) {}

  private final AudienceOffice office;
  private final Clock clock;
  private final Supplier<@Nullable List<AudienceRoute>> routes;
  private final Runnable wake;
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final Map<Long, Turn> turns = new HashMap<>();

  /// @param routes all Audience connections of today; null while one of them holds as much as it
  ///   may
  /// @param wake makes the next step happen now
  public DeletionLoop(
      AudienceOffice office,
      Clock clock,
      Supplier<@Nullable List<AudienceRoute>> routes,
      Runnable wake) {
    this.office = office;
    this.clock = clock;
    this.routes = routes;
    this.wake = wake;
  }

  /// Asks for the steps whose time has come.
  ///
  /// @return when to be called next, see [Loop]
  public long step() {
    for (Answered answer = answers.poll(); answer != null; answer = answers.poll()) {
      settle(answer);
    }
    long now = clock.nanos();
    List<AudienceRoute> today = routes.get();
    if (today == null) {
      return now + LOOK_NANOS;
    }
    Deletion deletion = new Deletion(today);
    for (Audience audience : office.all()) {
      if (audience.isDeleted()) {
        Turn turn = turns.computeIfAbsent(audience.id(), id -> begun(audience, now));
        if (!turn.isAsked && turn.nextAt <= now) {
          turn.isAsked = true;
          office.takeOut(
              deletion.takeOut(
                  audience.id(),
                  turn.after,
                  STEP_MEMBERS,
                  progress -> answered(new Answered(audience, turn, progress))));
        }
      }
    }
    return now + LOOK_NANOS;
  }

  private static Turn begun(Audience audience, long now) {
    LOG.info("audience {} is being deleted: {} members left", audience.id(), audience.members());
    Turn turn = new Turn();
    turn.nextAt = now;
    return turn;
  }

  private void answered(Answered answer) {
    answers.add(answer);
    wake.run();
  }

  private void settle(Answered answer) {
    Turn turn = answer.turn();
    turn.isAsked = false;
    switch (answer.progress()) {
      case TakeOut.Progress.More(Hash last) -> turn.after = last;
      case TakeOut.Progress.Done() -> {
        turns.remove(answer.audience().id());
        LOG.info("audience {} is deleted", answer.audience().id());
      }
      case TakeOut.Progress.Failed() -> turn.nextAt = clock.nanos() + LOOK_NANOS;
    }
  }
}
