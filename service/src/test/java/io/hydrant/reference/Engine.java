package io.hydrant.reference;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Reading;
import io.hydrant.deliver.Rig;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Grouping;
import io.hydrant.model.Origin;
import io.hydrant.model.Waiting;
import io.hydrant.reference.Outcome.Drop;
import io.hydrant.select.SelectionListener;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.settings.Limits;
import io.hydrant.store.LedgerLine;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.PureCore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the product makes of a case.
///
/// @param documents the messages, as they stand on a stream
/// @param filtered what the ledger counts as dropped, by setting
/// @param phases where in the interval the windows of a batch's group end
record Engine(
    List<String> documents,
    List<Drop> drops,
    Map<String, Integer> filtered,
    int accepted,
    Map<Integer, Long> phases) {
  private static final Limits LIMITS = Example.limits();
  private static final Duration END = Duration.ofHours(3);

  /// It reads, selects, groups, merges and encodes, without doors, store and delivery.
  ///
  /// @throws IllegalArgumentException when a batch is not valid: no case for an implementation
  static Engine pure(Case given) {
    PureCore core = new PureCore(Example.content(given.settingsText()), Engine::windowEnd);
    List<Drop> drops = new ArrayList<>();
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < given.batches().size(); i++) {
      arrivals.add(core.accept(read(given, i), new Listener(drops, i, given.eventCount(i))));
    }
    List<String> documents =
        core.messages().stream().map(message -> message.document().text()).toList();
    return of(documents, drops, arrivals);
  }

  /// It keeps as well and delivers, to a Firehose that takes everything, while time passes.
  static Engine whole(Case given) {
    Content content = Example.content(given.settingsText());
    List<Drop> drops = new ArrayList<>();
    List<Arrival> arrivals = new ArrayList<>();
    try {
      Rig rig = new Rig(content);
      for (int i = 0; i < given.batches().size(); i++) {
        rig.run(Duration.ofMillis(given.batches().get(i).at() - rig.nowMillis()));
        Batch batch = read(given, i);
        Selector.select(batch, content, new Listener(drops, i, given.eventCount(i)));
        arrivals.add(rig.submit(batch));
      }
      rig.run(END);
      LedgerLine ledger = rig.ledger();
      if (!ledger.balanced() || ledger.pending() + ledger.sessions() > 0) {
        throw new IllegalStateException(ledger.toString());
      }
      return of(rig.documents(), drops, arrivals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Engine of(List<String> documents, List<Drop> drops, List<Arrival> arrivals) {
    Map<String, Integer> filtered = new HashMap<>();
    Map<Integer, Long> phases = new HashMap<>();
    int accepted = 0;
    for (int i = 0; i < arrivals.size(); i++) {
      accepted += arrivals.get(i).accepted();
      arrivals.get(i).filtered().forEach((key, count) -> filtered.merge(key, count, Integer::sum));
      for (Waiting waiting : arrivals.get(i).waiting()) {
        if (waiting.grouping() instanceof Grouping.Window window) {
          phases.put(i, phase(window));
        }
      }
    }
    drops.sort(Comparator.comparingInt(Drop::batch).thenComparingInt(Drop::event));
    return new Engine(documents, drops, filtered, accepted, phases);
  }

  private static Batch read(Case given, int i) {
    Case.Sent sent = given.batches().get(i);
    byte[] body = ("[" + given.text(i) + "]").getBytes(StandardCharsets.UTF_8);
    Origin origin =
        new Origin("example", Channel.SERVER_TO_SERVER, null, sent.historical(), sent.at());
    Reading reading = BatchReader.bulk(body, body.length, origin, LIMITS);
    if (!reading.errors().isEmpty()) {
      throw new IllegalArgumentException(reading.errors() + " " + given.text(i));
    }
    return reading.batches().getFirst();
  }

  /// The store counts microseconds; batches come at whole milliseconds.
  private static long phase(Grouping.Window window) {
    long interval = TimeUnit.MILLISECONDS.toMicros(window.intervalMillis());
    return Math.ceilDiv(Long.remainderUnsigned(window.group().high(), interval), 1_000L);
  }

  /// As the store has it, with the time of receipt for store time.
  private static long windowEnd(Grouping.Window window, long receivedMillis) {
    long phase = phase(window);
    long interval = window.intervalMillis();
    return phase + (Math.floorDiv(receivedMillis - phase, interval) + 1) * interval;
  }

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
