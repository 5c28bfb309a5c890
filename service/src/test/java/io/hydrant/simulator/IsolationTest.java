package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.Alerts;
import io.hydrant.deliver.DeliveryLoop;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.DeliveryTask;
import io.hydrant.deliver.EncodedBudget;
import io.hydrant.deliver.Target;
import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Firehose;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Loop;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.RecordDelimiter;
import io.hydrant.store.Enrolled;
import io.hydrant.store.ModelDisk;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Twenty connections in one process, one of which is in trouble: the others are none the wiser. In
/// virtual time, with the budget of a real service.
final class IsolationTest {
  private static final int CONNECTIONS = 20;
  private static final int TENTHS = 1_500;
  private static final long SEED = 17;
  private static final long BUDGET_BYTES = 48L << 20;
  private static final Pattern SENT = Pattern.compile("\"event_name\":\"t([0-9]+)\"");

  /// What is the matter with the first connection's stream.
  enum Trouble {
    NONE,
    BLOCKED,
    SILENT,
    THROTTLED
  }

  private record Late(long at, Runnable answer) {}

  /// One connection's stream, which answers after 20 ms if at all.
  private static final class Stream implements Firehose {
    private final VirtualClock clock;
    private final Trouble trouble;
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
  private final Chance chance = Chance.of(new SplittableRandom(SEED));
  private final List<Stream> streams = new ArrayList<>();
  private final List<DeliveryLoop> loops = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private final boolean[] isWoken = {false};

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

  private Store open(Trouble trouble) throws IOException {
    Store store = new ModelDisk().store(clock, chance);
    Content content = singles();
    Map<String, Content> contents = new LinkedHashMap<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      contents.put("c" + i, content);
    }
    Map<String, Enrolled> numbers = Way.enroll(store, contents);
    EncodedBudget budget = new EncodedBudget(BUDGET_BYTES);
    Alerts alerts = new Alerts(clock, List.of());
    DeliveryMeans means = new DeliveryMeans(store, budget, alerts, clock, chance);
    numbers.forEach((name, enrolled) -> {
      Way way = new Way(store, content, enrolled, 1_024_000);
      DeliveryTask task =
          new DeliveryTask(way.connection(), name, revision -> content, way.encoder());
      DeliveryLoop loop = new DeliveryLoop(task, means, () -> isWoken[0] = true);
      Stream stream = new Stream(clock, name.equals("c0") ? trouble : Trouble.NONE);
      loop.aim(new Target("s", stream, null, null));
      ways.add(way);
      streams.add(stream);
      loops.add(loop);
    });
    return store;
  }

  /// Latencies of all but the first connection, sorted, in nanoseconds.
  private List<Long> run(Trouble trouble) throws IOException {
    Store store = open(trouble);
    String large = "x".repeat(10_000);
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      String body =
          "{\"mpid\":\"1\",\"events\":[{\"event_type\":\"custom_event\",\"data\":{"
              + "\"event_name\":\"t"
              + clock.nanos()
              + "\",\"custom_attributes\":{\"a\":\""
              + large
              + "\"}}}]}";
      Batch batch = Way.batch(body, clock.millis());
      List<Arrival> arrivals = ways.stream().map(way -> way.arrival(batch)).toList();
      store.submit(new Submission(List.of(new Submission.Part(null, arrivals)), outcome -> {}));
      pass(store, clock.nanos() + Duration.ofMillis(100).toNanos());
    }
    List<Long> latencies = new ArrayList<>();
    streams.subList(1, CONNECTIONS).forEach(stream -> latencies.addAll(stream.latencies));
    latencies.sort(null);
    return latencies;
  }

  private void pass(Store store, long end) {
    while (true) {
      isWoken[0] = false;
      long next = store.step();
      for (DeliveryLoop loop : loops) {
        next = Math.min(next, loop.step());
      }
      for (Stream stream : streams) {
        next = Math.min(next, stream.step());
      }
      if (!isWoken[0] && next > clock.nanos()) {
        if (next >= end) {
          clock.advanceNanos(end - clock.nanos());
          return;
        }
        clock.advanceNanos(next - clock.nanos());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"BLOCKED", "SILENT", "THROTTLED"})
  void oneConnectionInTrouble_leavesTheOthersLatencyAsItWas(Trouble trouble) throws IOException {
    List<Long> calm = new IsolationTest().run(Trouble.NONE);
    List<Long> latencies = run(trouble);
    assertThat(latencies).hasSizeGreaterThan((CONNECTIONS - 1) * (TENTHS - 2));
    for (double quantile : List.of(0.5, 0.99)) {
      double ratio = (double) at(latencies, quantile) / at(calm, quantile);
      assertThat(ratio).as("seed " + SEED + ", quantile " + quantile).isBetween(0.9, 1.1);
    }
  }

  private static long at(List<Long> sorted, double quantile) {
    return sorted.get((int) (sorted.size() * quantile));
  }
}
