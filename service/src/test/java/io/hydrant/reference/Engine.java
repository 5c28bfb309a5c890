package io.hydrant.reference;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Reading;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Grouping;
import io.hydrant.model.Origin;
import io.hydrant.model.Waiting;
import io.hydrant.reference.Outcome.Drop;
import io.hydrant.select.SelectionListener;
import io.hydrant.settings.Limits;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.PureCore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the product makes of a case: it reads, selects, groups, merges and encodes, without doors,
/// store and delivery.
final class Engine {
  private static final Limits LIMITS = Example.limits();

  private final List<Drop> drops = new ArrayList<>();
  private final Map<String, Integer> filtered = new HashMap<>();
  private final Map<Integer, Long> phases = new HashMap<>();
  private final PureCore core;
  private int accepted;

  private Engine(Case given) {
    this.core = new PureCore(Example.content(given.settingsText()), Engine::windowEnd);
  }

  /// Runs a case.
  ///
  /// @throws IllegalArgumentException when a batch is not valid: no case for an implementation
  static Engine run(Case given) {
    Engine engine = new Engine(given);
    for (int i = 0; i < given.batches().size(); i++) {
      Case.Sent sent = given.batches().get(i);
      int events = Selection.events(sent.batch()).size();
      engine.accept(read(given.text(i), sent), new Listener(engine.drops, i, events));
    }
    return engine;
  }

  private static Batch read(String text, Case.Sent sent) {
    byte[] body = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
    Origin origin =
        new Origin("example", Channel.SERVER_TO_SERVER, null, sent.historical(), sent.at());
    Reading reading = BatchReader.bulk(body, body.length, origin, LIMITS);
    if (!reading.errors().isEmpty()) {
      throw new IllegalArgumentException(reading.errors() + " " + text);
    }
    return reading.batches().getFirst();
  }

  private void accept(Batch batch, Listener listener) {
    Arrival arrival = core.accept(batch, listener);
    accepted += arrival.accepted();
    arrival.filtered().forEach((setting, count) -> filtered.merge(setting, count, Integer::sum));
    for (Waiting waiting : arrival.waiting()) {
      if (waiting.grouping() instanceof Grouping.Window window) {
        phases.put(listener.batch, phase(window));
      }
    }
  }

  private static long phase(Grouping.Window window) {
    return Long.remainderUnsigned(window.group().high(), window.intervalMillis());
  }

  /// As the store has it, with the time of receipt for store time.
  private static long windowEnd(Grouping.Window window, long receivedMillis) {
    long phase = phase(window);
    long interval = window.intervalMillis();
    return phase + (Math.floorDiv(receivedMillis - phase, interval) + 1) * interval;
  }

  /// The messages, as they stand on a stream.
  List<String> documents() {
    return core.messages().stream().map(message -> message.document().text()).toList();
  }

  List<Drop> drops() {
    return drops;
  }

  /// What the ledger counts as dropped, by setting.
  Map<String, Integer> filtered() {
    return filtered;
  }

  int accepted() {
    return accepted;
  }

  /// Where in the interval the windows of a batch's group end.
  long phase(int batch) {
    return phases.getOrDefault(batch, 0L);
  }

  /// Hears what is dropped of one batch.
  private static final class Listener implements SelectionListener {
    private final List<Drop> drops;
    private final int batch;
    private final int events;

    Listener(List<Drop> drops, int batch, int events) {
      this.drops = drops;
      this.batch = batch;
      this.events = events;
    }

    @Override
    public void eventLeftOut(int position, String setting) {
      drops.add(new Drop(batch, position, setting));
    }

    @Override
    public void batchLeftOut(String setting) {
      if (events == 0) {
        drops.add(new Drop(batch, -1, setting));
      }
      for (int i = 0; i < events; i++) {
        int event = i;
        if (drops.stream().noneMatch(drop -> drop.batch() == batch && drop.event() == event)) {
          drops.add(new Drop(batch, event, setting));
        }
      }
    }
  }
}
