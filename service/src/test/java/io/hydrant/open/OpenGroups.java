package io.hydrant.open;

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
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import io.hydrant.sessions.SessionLoop;
import io.hydrant.settings.Content;
import io.hydrant.simulator.Way;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Outcome;
import io.hydrant.store.RocksDisk;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import io.hydrant.vectors.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Very many open sessions or windows in a store on a real disk, by the real way from a body to the
/// store, and back out: and what the heap holds of them. One thread, on a clock that stands while
/// they come, so that none ends before all are there.
final class OpenGroups implements AutoCloseable {

  /// What is open.
  enum Kind {
    SESSIONS("{\"waitForCompleteBatch\":true,\"sessionTimeout\":\"30m\"}"),
    WINDOWS("{\"batchInterval\":\"1h\"}");

    private final String settings;

    Kind(String settings) {
      this.settings = settings;
    }

    String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int SUBMISSIONS_A_WRITE = 1_000;

  private final Path directory;
  private final Kind kind;
  private final Consumer<String> say;
  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final Store store;
  private final Way way;
  private final SessionLoop sessions;
  private final DeliveryLoop delivery;
  private boolean isWoken;
  private long kept;

  /// @param directory empty; of a real disk
  /// @param say gets a line now and then
  OpenGroups(Path directory, Kind kind, Consumer<String> say) throws IOException {
    this.directory = directory;
    this.kind = kind;
    this.say = say;
    Chance chance = Chance.of(new SplittableRandom(1));
    this.store = new RocksDisk(directory).store(clock, chance);
    Content content = Example.content(kind.settings);
    this.way = Way.of(store, "open", content);
    this.sessions = new SessionLoop(store, clock, () -> isWoken = true);
    DeliveryTask task =
        new DeliveryTask(way.connection(), "open", revision -> content, way.encoder());
    EncodedBudget budget = new EncodedBudget(48L << 20);
    this.delivery =
        new DeliveryLoop(
            task,
            new DeliveryMeans(
                store,
                budget,
                new Alerts(clock, List.of()),
                new Feed(store.hash(), clock),
                clock,
                chance),
            () -> isWoken = true);
    delivery.aim(new Target("s", takesAll(), null, null));
  }

  private static Firehose takesAll() {
    return (Call call, Consumer<Answer> then) -> {
      List<Answer.RecordAnswer> answers = new ArrayList<>();
      call.records().forEach(each -> answers.add(new Answer.Taken("id")));
      then.accept(new Answer.Decided(answers));
    };
  }

  /// Opens them until there are `count`, one event of one device each.
  void open(long count, long sayEach) {
    while (kept < count) {
      long before = kept;
      long most = Math.min(count, kept + SUBMISSIONS_A_WRITE);
      for (long i = kept; i < most; i++) {
        Arrival arrival = way.arrival(Way.batch(body(i), clock.millis()));
        store.submit(
            new Submission(
                List.of(new Submission.Part(null, List.of(arrival))), OpenGroups::heard));
      }
      kept = most;
      turn();
      if (kept / sayEach > before / sayEach) {
        say("%,12d %s open".formatted(kept, kind.words()));
      }
    }
    if (waiting() != count) {
      throw new IllegalStateException(waiting() + " wait of " + count);
    }
  }

  private static void heard(Outcome outcome) {
    if (!(outcome instanceof Outcome.Kept)) {
      throw new IllegalStateException("not kept: " + outcome);
    }
  }

  private static String body(long i) {
    return "{\"mp_deviceid\":\"device-"
        + i
        + "\",\"mpid\":"
        + i
        + ",\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"opened\","
        + "\"session_uuid\":\"session-"
        + i
        + "\",\"timestamp_unixtime_ms\":1760000000000}}]}";
  }

  /// Ends them all and delivers what was in them.
  void leave(long sayEach) {
    clock.advance(Duration.ofHours(2));
    for (long last = waiting(); last > 0; ) {
      long now = clock.nanos();
      long next = turn();
      if (next > now) {
        clock.advanceNanos(Math.min(next - now, Duration.ofMinutes(1).toNanos()));
      }
      long left = waiting();
      if (left / sayEach < last / sayEach) {
        say("%,12d %s left".formatted(left, kind.words()));
      }
      last = left;
    }
  }

  /// Does all that can be done now.
  private long turn() {
    while (true) {
      isWoken = false;
      long next = Math.min(delivery.step(), sessions.step());
      next = Math.min(next, store.step());
      if (!isWoken && next > clock.nanos()) {
        return next;
      }
    }
  }

  long waiting() {
    LedgerLine line = store.ledger().getFirst();
    return line.pending() + line.sessions();
  }

  /// What is alive on the heap, in bytes.
  static long liveHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void say(String what) {
    say.accept(
        "%s: heap %,d KB, process %s, directory %,d MB"
            .formatted(what, liveHeap() >> 10, process(), bytes() >> 20));
  }

  private static String process() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> "%,d MB".formatted(Long.parseLong(line.replaceAll("\\D", "")) >> 10))
          .findFirst()
          .orElse("?");
    } catch (IOException | UncheckedIOException e) {
      return "?";
    }
  }

  private long bytes() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }

  /// Started by `./prove open`.
  ///
  /// @param args kind, count, directory, and `leave` if they are to leave as well
  public static void main(String[] args) throws IOException {
    Kind kind = Kind.valueOf(args[0].toUpperCase(Locale.ROOT));
    long count = Long.parseLong(args[1]);
    long sayEach = Math.max(1, count / 10);
    Clock real = Clock.system();
    try (OpenGroups groups =
        new OpenGroups(Path.of(args[2]), kind, line -> System.out.println(line))) {
      groups.open(Math.min(count, 1_000), Long.MAX_VALUE);
      groups.say("%,12d %s open".formatted(groups.kept, kind.words()));
      long start = real.nanos();
      groups.open(count, sayEach);
      System.out.println(rate("opened", count, real.nanos() - start));
      if (args[args.length - 1].equals("leave")) {
        start = real.nanos();
        groups.leave(sayEach);
        System.out.println(rate("ended and delivered", count, real.nanos() - start));
      }
    }
  }

  private static String rate(String what, long count, long nanos) {
    double seconds = nanos / 1e9;
    return "%s %,d in %,.0f s: %,.0f a second, measuring included"
        .formatted(what, count, seconds, count / seconds);
  }
}
