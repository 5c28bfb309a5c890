package io.hydrant.simulator;

import io.hydrant.deadletter.DeadLetterLoop;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.store.DeadKey;
import io.hydrant.store.DeadLetter;
import io.hydrant.store.DeadSelection;
import io.hydrant.store.DeadWork;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Dead letters in the present life of the process: a person who orders something about them now
/// and then, and the loop that obeys.
final class Letters extends Stepped {
  private static final String[] ERRORS = {"", "", "Internal", "timeout", "slow"};

  private final Store store;
  private final SplittableRandom random;
  private final Judge judge;
  private final Map<String, Plan> plans;
  private final Supplier<Map<Integer, Duration>> retentions;
  private final DeadLetterLoop loop;

  /// @param plans by name
  /// @param retentions how long dead letters are kept, by the connection's number
  Letters(
      DeliveryMeans means,
      SplittableRandom random,
      Judge judge,
      Map<String, Plan> plans,
      Supplier<Map<Integer, Duration>> retentions) {
    this.store = means.store();
    this.random = random;
    this.judge = judge;
    this.plans = plans;
    this.retentions = retentions;
    this.loop = new DeadLetterLoop(store, means.clock(), retentions, means.feed(), this::wake);
  }

  @Override
  long stepLoop() {
    mayExpire();
    return loop.step();
  }

  /// Tells the judge what is old enough to be thrown away by the step to come.
  private void mayExpire() {
    Map<Integer, Duration> kept = retentions.get();
    store
        .connections()
        .forEach((name, number) -> {
          Duration retention = kept.get(number);
          if (retention != null) {
            long before = store.time() - TimeUnit.MILLISECONDS.toMicros(retention.toMillis());
            mayGo(name, new DeadSelection(number, 0, before, ""));
          }
        });
  }

  /// Whether an order is being obeyed.
  boolean isAtWork() {
    return !store.deadLetters().works().isEmpty();
  }

  /// Replays or discards some of some connection.
  void order() {
    List<String> names = new ArrayList<>();
    store.ledger().stream()
        .filter(line -> line.dead() > 0)
        .forEach(line -> names.add(line.connection()));
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    Integer number = store.connections().get(name);
    if (number == null) {
      return;
    }
    String error = ERRORS[random.nextInt(ERRORS.length)];
    // What is given up from now on is not discarded: nobody has seen it.
    long now = store.time() + 1;
    if (random.nextInt(3) > 0 || !retentions.get().isEmpty()) {
      begin(DeadWork.Kind.REPLAY_ALL, new DeadSelection(number, 0, Long.MAX_VALUE, error));
    } else {
      DeadSelection selection = new DeadSelection(number, 0, now, error);
      mayGo(name, selection);
      begin(DeadWork.Kind.DISCARD, selection);
    }
  }

  /// Replays all there are.
  void replayAll() {
    store
        .connections()
        .values()
        .forEach(number -> begin(DeadWork.Kind.REPLAY_ALL, DeadSelection.all(number)));
  }

  private void begin(DeadWork.Kind kind, DeadSelection selection) {
    int rate = random.nextInt(1, 200);
    store.deadLetters().begin(DeadWork.of(kind, selection, rate), begun -> wake());
  }

  /// Tells the judge which messages of audiences lie there.
  void note() {
    store
        .connections()
        .forEach((name, number) -> {
          if (name.startsWith(Plan.AUDIENCE)) {
            contents(DeadSelection.all(number)).forEach(judge.audience()::died);
          }
        });
  }

  private void mayGo(String name, DeadSelection selection) {
    contents(selection).forEach(content -> judge.mayBeDiscarded(plan(name), content));
  }

  /// The plan of an account of the ledger.
  private static String plan(String account) {
    return account.replaceFirst("#.*", "");
  }

  /// All that lie there, with their plans.
  void each(BiConsumer<Plan, DeadLetter> then) {
    store
        .connections()
        .forEach((name, number) -> {
          Plan plan = plans.get(plan(name));
          if (plan == null) {
            throw new IllegalStateException("no plan of " + name);
          }
          heads(DeadSelection.all(number)).forEach(letter -> then.accept(plan, letter));
        });
  }

  /// The names of the events in them, each behind its plan's.
  Set<String> names() {
    Set<String> names = new HashSet<>();
    each((plan, letter) ->
        contents(letter.key()).forEach(content -> names.addAll(Judge.names(plan.name(), content))));
    return names;
  }

  private List<String> contents(DeadSelection selection) {
    return heads(selection).stream().flatMap(head -> contents(head.key()).stream()).toList();
  }

  private List<DeadLetter> heads(DeadSelection selection) {
    try {
      return store.deadLetters().list(selection, null, Integer.MAX_VALUE).letters();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What one carries: the fragments of a session, or what is in its row.
  List<String> contents(DeadKey key) {
    try {
      DeadLetter letter = store.deadLetters().letter(key);
      if (letter == null) {
        return List.of();
      }
      Row row = letter.row();
      return row.kind() == Row.Kind.SESSION
          ? store.fragments(row).stream().map(each -> each.payload().text()).toList()
          : List.of(row.payload().text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
