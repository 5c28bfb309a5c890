package io.hydrant.kill;

import io.hydrant.http.RawClient;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The wall clock that is set under load. Nothing expires, nothing is sent twice, windows and
/// sessions are as long as ever; and what is signed by a wrong clock is signed again.
final class TimePart implements Prove.Part {
  private static final int WRITERS = 4;
  private static final int SECONDS = 30;
  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration WINDOW = Duration.ofSeconds(1);

  /// Store time follows a clock that is ahead by so little, see StoreTime.
  private static final double NUDGE = 0.01;

  /// What a wrong clock is off at least, in the middle of a strobe.
  private static final Duration OFF_MIN = Duration.ofMinutes(50);

  private static final Duration END_MAX = Duration.ofSeconds(30);
  private static final Duration LATE_MAX = Duration.ofSeconds(20);
  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName DATA = JsonName.of("data");
  private static final JsonName EVENT_NAME = JsonName.of("event_name");
  private static final JsonName TIMESTAMP = JsonName.of("timestamp_unixtime_ms");

  /// A message as a stream took it.
  private record Message(List<String> events, long timestampMillis) {}

  /// Where a case plays.
  private record Stage(
      Tally tally, Testbed testbed, EmulatorProcess emulator, Load load, FakedClock clock) {}

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    String missing = FakedClock.missing();
    if (!missing.isEmpty()) {
      prove.skipped(3, missing);
      return;
    }
    on(prove, "clock three days back", List.of("-3d"));
    on(prove, "clock a year forward", List.of("+365d"));
    on(prove, "clock an hour forward and back each second", List.of("+1h", "+0"));
  }

  private static void on(Prove prove, String name, List<String> offsets)
      throws IOException, InterruptedException {
    Tally tally = prove.tally(name);
    Path directory = Files.createDirectories(prove.directory().resolve("scenario"));
    FakedClock clock = FakedClock.make(directory);
    List<String> streams = new ArrayList<>(Testbed.STREAMS);
    streams.add(Testbed.SESSIONS);
    try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
        Testbed testbed =
            new Testbed(directory, directory.resolve("data"), emulator, tally, streams)) {
      testbed.environment(clock.environment());
      ServiceProcess service = testbed.start();
      Load load = testbed.load(WRITERS);
      testbed.pass(BEFORE);
      try {
        String came = run(new Stage(tally, testbed, emulator, load, clock), offsets);
        prove.say(name + ": " + came);
        // Killed, it would leave what libfaketime has in /dev/shm.
        service.terminate(END_MAX);
      } catch (AssertionError e) {
        tally.wrong(String.valueOf(e.getMessage()));
        load.giveUp();
      }
    }
    Prove.delete(directory);
  }

  /// A stream is down all the while, so that a backlog is there to expire; one session goes on, one
  /// comes to its end.
  private static String run(Stage stage, List<String> offsets)
      throws IOException, InterruptedException {
    stage
        .emulator()
        .script(
            "{misfortune: answer, type: ServiceUnavailableException, stream: singles,"
                + " times: always}");
    post(stage, 100, "goes", 0);
    long began = Clock.system().nanos();
    post(stage, 101, "ends", 0);
    long answered = Clock.system().nanos();
    long ended = 0;
    for (int second = 1; second <= SECONDS; second++) {
      stage.clock().set(offsets.get(second % offsets.size()));
      post(stage, 100, "goes", second);
      // A twin, whose mark must be there still.
      post(stage, 101, "ends", 0);
      long until = began + Duration.ofSeconds(second).toNanos();
      while (Clock.system().nanos() < until) {
        if (ended == 0 && isThere(stage.emulator().peek(Testbed.SESSIONS), "ends-0")) {
          ended = Clock.system().nanos();
        }
        stage.testbed().pass(Duration.ofMillis(50));
      }
    }
    stage.clock().set("+0");
    Map<String, List<byte[]>> records = stage.testbed().judge(stage.load());
    if (stage.tally().explained() + stage.tally().dead() > 0) {
      stage
          .tally()
          .wrong(
              "%d duplicates, %d dead".formatted(stage.tally().explained(), stage.tally().dead()));
    }
    return clockWasOff(stage, messages(of(records, "singles")))
        + windows(stage, messages(of(records, "windows")))
        + sessions(stage, messages(of(records, Testbed.SESSIONS)), ended - began, ended - answered);
  }

  /// An event of a session by itself, of somebody of his own.
  private static void post(Stage stage, int writer, String session, int number) throws IOException {
    String name = session + "-" + number;
    CrowdClient.Way way = stage.testbed().way();
    stage.load().attempted().add(name);
    try (RawClient client = new RawClient(way.port())) {
      int status = client.send(way.post(Load.body(writer, name, List.of(name)))).read().status();
      if (status != 202) {
        throw new AssertionError("a valid batch was answered " + status);
      }
    }
    stage.load().acknowledged().add(name);
  }

  // ---- what must hold

  /// Or else nothing was proven.
  private static String clockWasOff(Stage stage, Collection<Message> messages) {
    long now = Clock.system().millis();
    long off =
        messages.stream()
            .filter(message -> Math.abs(message.timestampMillis() - now) > OFF_MIN.toMillis())
            .count();
    if (off == 0) {
      stage.tally().wrong("the clock of the service was never off");
    }
    return "%d of %d messages while the clock was off; ".formatted(off, messages.size());
  }

  /// Two events in one window were taken within its length; and a device has no more windows than
  /// fit in the time.
  private static String windows(Stage stage, Collection<Message> messages) {
    Map<String, Integer> count = new HashMap<>();
    Map<String, Load.Times> times = stage.load().times();
    long longest = 0;
    for (Message message : messages) {
      List<Load.Times> taken =
          message.events().stream()
              .map(event -> event.substring(0, event.lastIndexOf('-')))
              .filter(times::containsKey)
              .map(times::get)
              .toList();
      if (!taken.isEmpty()) {
        String writer = message.events().getFirst().replaceFirst("-.*", "");
        count.merge(writer, 1, Integer::sum);
        long first = taken.stream().mapToLong(Load.Times::answeredNanos).min().orElseThrow();
        long last = taken.stream().mapToLong(Load.Times::sentNanos).max().orElseThrow();
        longest = Math.max(longest, last - first);
      }
    }
    long from = times.values().stream().mapToLong(Load.Times::sentNanos).min().orElseThrow();
    long to = times.values().stream().mapToLong(Load.Times::answeredNanos).max().orElseThrow();
    long most = (long) ((to - from) * (1 + NUDGE) / WINDOW.toNanos()) + 2;
    int windows = count.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    if (longest > WINDOW.toNanos() || windows > most) {
      stage
          .tally()
          .wrong("a window of %d ms, %d windows of %d".formatted(millis(longest), windows, most));
    }
    return "windows of at most %d ms, %d where %d fit; ".formatted(millis(longest), windows, most);
  }

  /// The one that goes on is one message, and the other came in its time, not before.
  private static String sessions(
      Stage stage, Collection<Message> messages, long atMost, long atLeast) {
    List<Message> goesOn =
        messages.stream()
            .filter(message -> message.events().stream().anyMatch(name -> name.startsWith("goes")))
            .toList();
    long timeout = Testbed.SESSION_TIMEOUT.toNanos();
    if (goesOn.size() != 1 || goesOn.getFirst().events().size() != SECONDS + 1) {
      stage.tally().wrong("a session was ended while it went on: " + goesOn);
    }
    if (atMost < timeout * (1 - NUDGE) || atLeast > timeout + LATE_MAX.toNanos()) {
      stage.tally().wrong("a session ended %d ms after its event".formatted(millis(atLeast)));
    }
    return "a session of %d s: there %d ms after its last event"
        .formatted(Testbed.SESSION_TIMEOUT.toSeconds(), millis(atLeast));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  // ---- records

  private static List<byte[]> of(Map<String, List<byte[]>> records, String stream) {
    return records.getOrDefault(stream, List.of());
  }

  private static boolean isThere(List<byte[]> records, String event) {
    return messages(records).stream().anyMatch(message -> message.events().contains(event));
  }

  private static List<Message> messages(List<byte[]> records) {
    List<Message> messages = new ArrayList<>();
    for (byte[] record : records) {
      new String(record, StandardCharsets.UTF_8)
          .lines()
          .map(TimePart::message)
          .forEach(messages::add);
    }
    return messages;
  }

  private static Message message(String document) {
    try {
      JsonIndex json = JsonIndex.of(document.getBytes(StandardCharsets.UTF_8));
      List<String> names = new ArrayList<>();
      int events = json.find(0, EVENTS);
      for (int event = json.first(events); event != JsonIndex.NONE; event = json.next(event)) {
        names.add(json.string(json.find(json.find(event, DATA), EVENT_NAME)));
      }
      return new Message(names, Long.parseLong(json.raw(json.find(0, TIMESTAMP))));
    } catch (InvalidJsonException e) {
      throw new AssertionError("a record that is not JSON", e);
    }
  }
}
