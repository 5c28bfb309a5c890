package io.hydrant.simulator;

import io.hydrant.alert.Alerts;
import io.hydrant.deliver.DeliveryLoop;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.DeliveryTask;
import io.hydrant.deliver.EncodedBudget;
import io.hydrant.deliver.Target;
import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Firehose;
import io.hydrant.live.Feed;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Loop;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.RecordDelimiter;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Outcome;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Connections in one process, twenty as a rule, the first of which may be in trouble. In virtual
/// time, on one thread, with the budget of a real service.
final class Neighbours {
  static final int COUNT = 20;
  static final long SEED = 17;
  private static final long BUDGET_BYTES = 48L << 20;
  private static final Pattern SENT = Pattern.compile("\"event_name\":\"t([0-9]+)\"");

  /// What is the matter with the first connection's stream.
  enum Trouble {
    NONE,
    DOWN,
    BLOCKED,
    SILENT,
    THROTTLED
  }

  /// Where the store comes from.
  @FunctionalInterface
  interface Stores {
    Store open(VirtualClock clock, Chance chance) throws IOException;
  }

  private record Late(long at, Runnable answer) {}

  /// One connection's stream, which answers after 20 ms if at all.
  private static final class Stream implements Firehose {
    private final VirtualClock clock;
    private Trouble trouble;
    private final Queue<Late> late = new ArrayDeque<>();
    private final List<Long> latencies = new ArrayList<>();
    private int calls;

    Stream(VirtualClock clock, Trouble trouble) {
      this.clock = clock;
      this.trouble = trouble;
    }

    @Override
    public void put(Call call, Consumer<Answer> then) {
      Answer answer = answer(call);
      calls++;
      if (trouble != Trouble.SILENT) {
        long at = clock.nanos() + Duration.ofMillis(20).toNanos();
        late.add(new Late(at, () -> then.accept(answer)));
      }
    }

    private Answer answer(Call call) {
      if (trouble == Trouble.DOWN) {
        return new Answer.Refused(503, "ServiceUnavailableException", "Slow down.", null);
      }
      if (trouble == Trouble.BLOCKED) {
        return new Answer.Refused(400, "AccessDeniedException", "no", null);
      }
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      for (int i = 0; i < call.records().size(); i++) {
        boolean takes = trouble != Trouble.THROTTLED || (i == 0 && calls % 4 == 0);
        answers.add(
            takes
                ? new Answer.Taken("id")
                : new Answer.NotTaken("ServiceUnavailableException", "Slow down."));
        Matcher sent = SENT.matcher(call.records().get(i).text());
        if (takes && sent.find()) {
          latencies.add(clock.nanos() - Long.parseLong(sent.group(1)));
        }
      }
      return new Answer.Decided(answers);
    }

    long step() {
      while (!late.isEmpty() && late.element().at() <= clock.nanos()) {
        late.remove().answer().run();
      }
      return late.isEmpty() ? Loop.NEVER : late.element().at();
    }
  }

  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final List<Stream> streams = new ArrayList<>();
  private final List<DeliveryLoop> loops = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private final Store store;
  private boolean isWoken;

  Neighbours(Stores stores, Trouble trouble) throws IOException {
    this(stores, trouble, COUNT);
  }

  Neighbours(Stores stores, Trouble trouble, int count) throws IOException {
    Chance chance = Chance.of(new SplittableRandom(SEED));
    this.store = stores.open(clock, chance);
    Content content = singles();
    Map<String, Content> contents = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      contents.put("c" + i, content);
    }
    Map<String, Enrolled> numbers = Way.enroll(store, contents);
    EncodedBudget budget = new EncodedBudget(BUDGET_BYTES);
    Alerts alerts = new Alerts(clock, List.of());
    DeliveryMeans means =
        new DeliveryMeans(store, budget, alerts, new Feed(store.hash(), clock), clock, chance);
    numbers.forEach((name, enrolled) -> {
      Way way = new Way(store, content, enrolled, 1_024_000);
      DeliveryTask task =
          new DeliveryTask(way.connection(), name, revision -> content, way.encoder());
      DeliveryLoop loop = new DeliveryLoop(task, means, () -> isWoken = true);
      Stream stream = new Stream(clock, name.equals("c0") ? trouble : Trouble.NONE);
      loop.aim(new Target("s", stream, null, null));
      ways.add(way);
      streams.add(stream);
      loops.add(loop);
    });
  }

  private static Content singles() {
    Content standard = Content.standard();
    return new Content(
        standard.on(),
        standard.uniqueId(),
        standard.schemaVersion(),
        standard.metadataFieldExclusion(),
        standard.environment(),
        new Batching.SingleEvents(),
        RecordDelimiter.NEWLINE);
  }

  Store store() {
    return store;
  }

  /// The first connection's stream is well again.
  void mend() {
    streams.getFirst().trouble = Trouble.NONE;
  }

  /// Calls that were sent to the first connection's stream.
  int calls() {
    return streams.getFirst().calls;
  }

  /// Records that the first connection's stream took.
  int taken() {
    return streams.getFirst().latencies.size();
  }

  /// Sends an event to each of them.
  void send(String attribute) {
    String body =
        "{\"mpid\":\"1\",\"events\":[{\"event_type\":\"custom_event\",\"data\":{"
            + "\"event_name\":\"t"
            + clock.nanos()
            + "\",\"custom_attributes\":{\"a\":\""
            + attribute
            + "\"}}}]}";
    Batch batch = Way.batch(body, clock.millis());
    List<Arrival> arrivals = ways.stream().map(way -> way.arrival(batch)).toList();
    store.submit(
        new Submission(List.of(new Submission.Part(null, arrivals)), Neighbours::assertKept));
  }

  private static void assertKept(Outcome outcome) {
    if (!(outcome instanceof Outcome.Kept)) {
      throw new AssertionError("not kept: " + outcome);
    }
  }

  /// Lets time pass, and everything happen that happens in it.
  void pass(Duration span) {
    long end = clock.nanos() + span.toNanos();
    while (true) {
      isWoken = false;
      long next = store.step();
      for (DeliveryLoop loop : loops) {
        next = Math.min(next, loop.step());
      }
      for (Stream stream : streams) {
        next = Math.min(next, stream.step());
      }
      if (!isWoken && next > clock.nanos()) {
        if (next >= end) {
          clock.advanceNanos(end - clock.nanos());
          return;
        }
        clock.advanceNanos(next - clock.nanos());
      }
    }
  }

  /// From sent to taken, of all but the first connection, sorted, in nanoseconds.
  List<Long> latencies() {
    List<Long> latencies = new ArrayList<>();
    streams.subList(1, streams.size()).forEach(stream -> latencies.addAll(stream.latencies));
    latencies.sort(null);
    return latencies;
  }
}
