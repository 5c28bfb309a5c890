package io.hydrant.simulator;

import io.hydrant.deadletter.DeadLetterLoop;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.store.DeadKey;
import io.hydrant.store.DeadLetter;
import io.hydrant.store.DeadPage;
import io.hydrant.store.DeadSelection;
import io.hydrant.store.DeadWork;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Dead letters in the present life of the process: a person who orders something about them now
/// and then, and the loop that obeys.
final class Letters extends Stepped {
  private static final String[] ERRORS = {"", "", "Internal", "timeout", "slow"};

  private final Store store;
  private final SplittableRandom random;
  private final Judge judge;
  private final DeadLetterLoop loop;

  Letters(DeliveryMeans means, SplittableRandom random, Judge judge) {
    this.store = means.store();
    this.random = random;
    this.judge = judge;
    this.loop = new DeadLetterLoop(store, means.clock(), Map::of, this::wake);
  }

  @Override
  long stepLoop() {
    return loop.step();
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
    if (random.nextInt(3) > 0) {
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
    String plan = name.replaceFirst("#.*", "");
    contents(selection).forEach(content -> judge.mayBeDiscarded(plan, content));
  }

  private List<String> contents(DeadSelection selection) {
    try {
      DeadPage page = store.deadLetters().list(selection, null, Integer.MAX_VALUE);
      List<String> contents = new ArrayList<>();
      for (DeadLetter head : page.letters()) {
        contents.addAll(contents(head.key()));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> contents(DeadKey key) throws IOException {
    DeadLetter letter = store.deadLetters().letter(key);
    if (letter == null) {
      return List.of();
    }
    Row row = letter.row();
    return row.kind() == Row.Kind.SESSION
        ? store.fragments(row).stream().map(each -> each.payload().text()).toList()
        : List.of(row.payload().text());
  }
}
