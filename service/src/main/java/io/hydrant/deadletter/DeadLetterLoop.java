package io.hydrant.deadletter;

import io.hydrant.audience.LaterMessage;
import io.hydrant.live.About;
import io.hydrant.live.Feed;
import io.hydrant.live.Passed;
import io.hydrant.live.Stage;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import io.hydrant.store.DeadLetterOffice;
import io.hydrant.store.DeadStep;
import io.hydrant.store.DeadWork;
import io.hydrant.store.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does what was ordered about dead letters, step by step and no faster than ordered, and throws
/// away what is older than its retention.
///
/// It keeps nothing that matters: what is at work, and how far it is, lies in the store. A step
/// that failed is asked for again. Steps are taken by one thread; the rest is safe to call from
/// any.
public final class DeadLetterLoop {
  private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int STEP_LETTERS_MAX = 1_000;

  /// What a connection's dead letters are waiting for.
  private static final class Turn {
    private long nextAt;
    private boolean isAsked;

    Turn(long nextAt) {
      this.nextAt = nextAt;
    }
  }

  /// What the store answered.
  private record Answered(Turn turn, long pause) {}

  private final DeadLetterOffice office;
  private final Store store;
  private final Clock clock;
  private final Supplier<Map<Integer, Duration>> retentions;
  private final Feed feed;
  private final Runnable wake;
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Turn> works = new HashMap<>();
  private final Map<Integer, Turn> sweeps = new HashMap<>();

  /// @param retentions how long dead letters are kept today, by the connection's number; those that
  ///   are not there are kept
  /// @param feed where those who watch see what is done
  /// @param wake makes the next step happen now
  public DeadLetterLoop(
      Store store,
      Clock clock,
      Supplier<Map<Integer, Duration>> retentions,
      Feed feed,
      Runnable wake) {
    this.store = store;
    this.office = store.deadLetters();
    this.clock = clock;
    this.retentions = retentions;
    this.feed = feed;
    this.wake = wake;
  }

  /// Asks for the steps whose time has come.
  ///
  /// @return when to be called next, see [Loop]
  public long step() {
    for (Answered answer = answers.poll(); answer != null; answer = answers.poll()) {
      answer.turn().isAsked = false;
      answer.turn().nextAt += answer.pause();
    }
    long now = clock.nanos();
    return Math.min(work(now), sweep(now));
  }

  private long work(long now) {
    long next = Loop.NEVER;
    Map<Integer, Turn> known = new HashMap<>(works);
    works.clear();
    for (DeadWork work : office.works()) {
      int connection = work.selection().connection();
      Turn turn = known.getOrDefault(connection, new Turn(now));
      works.put(connection, turn);
      if (!turn.isAsked && turn.nextAt <= now) {
        turn.isAsked = true;
        turn.nextAt = now;
        int letters = Math.clamp(work.rate() * STEP_NANOS / SECOND_NANOS, 1, STEP_LETTERS_MAX);
        office.advance(
            connection,
            letters,
            LaterMessage::exists,
            done -> {
              tell(work, done);
              answered(turn, pause(done, work.rate()));
            });
      }
      next = Math.min(next, turn.isAsked ? Loop.NEVER : turn.nextAt);
    }
    return next;
  }

  /// As long as the letters of a step are to take.
  private static long pause(@Nullable DeadStep done, int rate) {
    return done == null ? SECOND_NANOS : Math.max(1, done.letters() * SECOND_NANOS / rate);
  }

  private void tell(DeadWork work, @Nullable DeadStep done) {
    if (done == null || done.letters() == 0 || !feed.isWatched()) {
      return;
    }
    int number = work.selection().connection();
    String name =
        store.connections().entrySet().stream()
            .filter(entry -> entry.getValue() == number)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("#" + number);
    Stage stage = work.kind() == DeadWork.Kind.DISCARD ? Stage.DISCARDED : Stage.REPLAYED;
    if (feed.wants(stage, name, done.sequences())) {
      Passed.Source source = new Passed.Source("", "", done.sequences());
      Passed.Fate fate = Passed.Fate.of(done.letters() + " dead letters, by a person's word");
      feed.tell(Passed.of(stage, name, source, About.NOBODY, done.events(), fate));
    }
  }

  private long sweep(long now) {
    long next = Loop.NEVER;
    Map<Integer, Duration> all = retentions.get();
    sweeps.keySet().retainAll(all.keySet());
    for (Map.Entry<Integer, Duration> entry : all.entrySet()) {
      int connection = entry.getKey();
      Turn turn = sweeps.computeIfAbsent(connection, c -> new Turn(now));
      if (!turn.isAsked && turn.nextAt <= now) {
        turn.nextAt = now;
        if (office.isEmpty(connection)) {
          turn.nextAt += SWEEP_NANOS;
        } else {
          turn.isAsked = true;
          long before = store.time() - TimeUnit.MILLISECONDS.toMicros(entry.getValue().toMillis());
          office.expire(
              connection, before, STEP_LETTERS_MAX, done -> answered(turn, sweptPause(done)));
        }
      }
      next = Math.min(next, turn.isAsked ? Loop.NEVER : turn.nextAt);
    }
    return next;
  }

  private static long sweptPause(@Nullable Integer done) {
    if (done == null) {
      return SECOND_NANOS;
    }
    return done < STEP_LETTERS_MAX ? SWEEP_NANOS : STEP_NANOS;
  }

  private void answered(Turn turn, long pause) {
    answers.add(new Answered(turn, pause));
    wake.run();
  }
}
