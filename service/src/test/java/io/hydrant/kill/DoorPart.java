package io.hydrant.kill;

import io.hydrant.http.AmbiguousRequests;
import io.hydrant.http.RawClient;
import io.hydrant.kill.Crowd.Manner;
import io.hydrant.kill.Crowd.Task;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Who knocks at the collector: too many, too slow, too fast, and with what is no request. Others
/// send valid batches all the while, and each is answered.
final class DoorPart implements Prove.Part {
  private static final int WRITERS = 4;
  private static final int CROWDS = 2;
  private static final int CONNECTIONS = 10_000;
  private static final int DESCRIPTORS_MIN = 12_000;
  private static final int SLOW = 9_000;
  private static final int READERS = 200;
  private static final int PIPELINES = 100;
  private static final int BOMBS = 100;
  private static final int CLOSED_LOOP = 64;
  private static final int FLOODING = 2_000;
  private static final int TIMES_CAPACITY = 3;
  private static final double GOODPUT_MIN = 0.9;
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration SILENT = Duration.ofSeconds(40);
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  /// The deadline of a body is 30 s, see DoorLimits; a crowd of 4,500 takes 5 s to open.
  private static final Duration SLOW_SPAN = Duration.ofSeconds(60);

  private static final long REFUSED_MICROS_MAX = 20_000;
  private static final long BOMB_GROWTH_BYTES_MAX = 64L << 20;

  /// What one case does while valid batches come.
  private interface Scenario {
    void run(Stage stage) throws IOException, InterruptedException;
  }

  /// Where a case plays.
  ///
  /// @param beforeMillis in which 99 % of batches were answered while nobody else knocked
  record Stage(
      Prove prove,
      Tally tally,
      Testbed testbed,
      ServiceProcess service,
      Load load,
      long beforeMillis) {

    /// Some crowds at once, to their end; figures of several are added, those of time are the
    /// worst.
    Map<String, Long> crowds(List<Task> tasks) throws IOException, InterruptedException {
      List<CrowdProcess> processes = new ArrayList<>();
      Map<String, Long> figures = new TreeMap<>();
      try {
        for (Task task : tasks) {
          processes.add(CrowdProcess.start(prove.directory(), testbed.way(), task));
        }
        for (CrowdProcess process : processes) {
          process
              .finish(load)
              .forEach((name, figure) ->
                  figures.merge(name, figure, name.endsWith("µs") ? Long::max : Long::sum));
        }
      } finally {
        processes.forEach(CrowdProcess::close);
      }
      return figures;
    }
  }

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    String limit = Tool.run("sh", "-c", "ulimit -Hn");
    boolean isRoomy = limit.equals("unlimited") || Integer.parseInt(limit) >= DESCRIPTORS_MIN;
    if (isRoomy) {
      on(prove, "10,000 connections", WRITERS, DoorPart::crowded);
      on(prove, "slow headers and bodies", WRITERS, DoorPart::slow);
    } else {
      String reason = "only " + limit + " descriptors, and it takes " + DESCRIPTORS_MIN;
      prove.skipped(2, "10,000 connections, slow headers and bodies: " + reason);
    }
    on(prove, "answers read slowly", WRITERS, DoorPart::readSlowly);
    on(prove, "pipelined", WRITERS, DoorPart::pipelined);
    on(prove, "malformed requests", WRITERS, DoorPart::malformed);
    on(prove, "compression bombs", WRITERS, DoorPart::bombs);
    on(prove, "three times the capacity", 0, DoorPart::flooded);
  }

  // ---- too many, too slow

  private static void crowded(Stage stage) throws IOException, InterruptedException {
    long before = stage.service().residentBytes();
    int each = stage.prove().count(CONNECTIONS, CONNECTIONS) / CROWDS;
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < CROWDS; i++) {
      tasks.add(new Task(Manner.IDLE, "idle" + i, each, SILENT, 0));
    }
    Map<String, Long> figures = stage.crowds(tasks);
    long opened = figures.getOrDefault("opened", 0L);
    long grown = stage.service().residentBytes() - before;
    if (opened != (long) each * CROWDS || figures.getOrDefault("answered 202", 0L) != 2 * opened) {
      stage.tally().wrong(figures.toString());
    }
    stage
        .prove()
        .say(
            "%d connections: each answered before and after %d s of silence, %d KB more resident"
                    .formatted(opened, SILENT.toSeconds(), grown >> 10)
                + others(stage));
  }

  private static void slow(Stage stage) throws IOException, InterruptedException {
    int each = SLOW / CROWDS;
    Map<String, Long> figures =
        stage.crowds(
            List.of(
                new Task(Manner.SLOW_HEADS, "heads", each, SLOW_SPAN, 0),
                new Task(Manner.SLOW_BODIES, "bodies", each, SLOW_SPAN, 0)));
    if (figures.getOrDefault("closed", 0L) != 2L * each) {
      stage.tally().wrong("not all of " + 2 * each + " were cut off: " + figures);
    }
    stage
        .prove()
        .say(
            "%d slow clients: all cut off, the last after %d s"
                    .formatted(2 * each, figures.getOrDefault("closed max µs", 0L) / 1_000_000)
                + others(stage));
  }

  private static void readSlowly(Stage stage) throws IOException, InterruptedException {
    long before = stage.service().residentBytes();
    Map<String, Long> figures =
        stage.crowds(List.of(new Task(Manner.SLOW_READERS, "readers", READERS, SLOW_SPAN, 0)));
    if (figures.getOrDefault("closed", 0L) != READERS) {
      stage.tally().wrong("not all of " + READERS + " were cut off: " + figures);
    }
    stage
        .prove()
        .say(
            "%d who do not read what they ask for: all cut off, the last after %d s, %d KB more"
                    .formatted(
                        READERS,
                        figures.getOrDefault("closed max µs", 0L) / 1_000_000,
                        (stage.service().residentBytes() - before) >> 10)
                + " resident"
                + others(stage));
  }

  private static void pipelined(Stage stage) throws IOException, InterruptedException {
    Map<String, Long> figures =
        stage.crowds(List.of(new Task(Manner.PIPELINED, "pipelined", PIPELINES, BEFORE, 0)));
    if (figures.getOrDefault("in order", 0L) != PIPELINES * Crowd.PIPELINED) {
      stage.tally().wrong("pipelined: " + figures);
    }
    stage
        .prove()
        .say(
            "%d batches in one go, %d times: answered in their order"
                    .formatted(Crowd.PIPELINED, PIPELINES)
                + others(stage));
  }

  /// How the others fared: all must have been answered. How fast is a figure, for they share the
  /// machine with the crowd.
  private static String others(Stage stage) {
    long millis = stage.load().answeredMillis(0.99);
    if (stage.load().refused() + stage.load().unanswered() > 0) {
      stage
          .tally()
          .wrong(
              "others: %d refused, %d unanswered"
                  .formatted(stage.load().refused(), stage.load().unanswered()));
    }
    return "; others: 99%% of %d batches answered in %d ms, in %d ms before"
        .formatted(stage.load().answered(), millis, stage.beforeMillis());
  }

  // ---- no requests

  /// What is hidden behind each is a valid batch: it would be found among what nobody sent.
  private static void malformed(Stage stage) throws IOException {
    CrowdClient.Way way = stage.testbed().way();
    String headers = "Authorization: " + way.authorization() + "\r\n";
    String hidden = way.post(Load.body(0, "smuggled", List.of("smuggled")));
    List<String> requests = new ArrayList<>();
    requests.addAll(AmbiguousRequests.heads("/v2/events", headers, hidden));
    requests.addAll(AmbiguousRequests.versions("/v2/events", hidden));
    requests.addAll(AmbiguousRequests.chunks("/v2/events", headers, hidden));
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (String request : requests) {
      try (RawClient client = new RawClient(way.port())) {
        int status = client.send(request).read().status();
        statuses.merge(status, 1, Integer::sum);
        if (status / 100 == 2 || !client.isClosed()) {
          stage.tally().wrong("answered " + status + ": " + visible(request));
        }
      }
    }
    stage
        .prove()
        .say(
            "%d malformed and smuggling requests: answered %s, each connection closed"
                    .formatted(requests.size(), statuses)
                + others(stage));
  }

  private static String visible(String request) {
    String text = request.replace("\r", "\\r").replace("\n", "\\n");
    return text.substring(0, Math.min(200, text.length()));
  }

  private static void bombs(Stage stage) throws IOException {
    byte[] plain = RawClient.gzip(new byte[200_000_000]);
    byte[] nested = RawClient.gzip(plain);
    long before = stage.service().residentBytes();
    Map<String, Integer> answers = new TreeMap<>();
    long began = Clock.system().nanos();
    for (int i = 0; i < BOMBS; i++) {
      answers.merge("1,028:1 " + post(stage, "gzip", plain), 1, Integer::sum);
      answers.merge("nested " + post(stage, "gzip", nested), 1, Integer::sum);
      answers.merge("twice " + post(stage, "gzip, gzip", nested), 1, Integer::sum);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(Clock.system().nanos() - began);
    long grown = stage.service().residentBytes() - before;
    Map<String, Integer> expected =
        Map.of("1,028:1 413", BOMBS, "nested 400", BOMBS, "twice 415", BOMBS);
    if (!answers.equals(expected) || grown > BOMB_GROWTH_BYTES_MAX) {
      stage.tally().wrong(answers + ", bytes more resident: " + grown);
    }
    stage
        .prove()
        .say(
            "%d bombs of %d bytes for 200 MB: %s, %d ms each, %d KB more resident"
                    .formatted(3 * BOMBS, plain.length, answers, millis / (3 * BOMBS), grown >> 10)
                + others(stage));
  }

  private static int post(Stage stage, String coding, byte[] body) throws IOException {
    CrowdClient.Way way = stage.testbed().way();
    String head =
        way.head("Content-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n");
    byte[] start = (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    try (RawClient client = new RawClient(way.port())) {
      return client.send(start).send(body).read().status();
    }
  }

  // ---- too fast

  private static void flooded(Stage stage) throws IOException, InterruptedException {
    flood(stage, "warm", CLOSED_LOOP, WARM_UP, 0);
    double peak = perSecond(flood(stage, "peak", CLOSED_LOOP, WARM_UP, 0), WARM_UP);
    Duration span = Duration.ofMinutes(stage.prove().isLong() ? 10 : 1);
    int rate = (int) (TIMES_CAPACITY * peak);
    Map<String, Long> figures = flood(stage, "flood", FLOODING, span, rate);
    double goodput = perSecond(figures, span);
    long refusedMicros = figures.getOrDefault("refused p99 µs", 0L);
    stage
        .prove()
        .say(
            "peak %.0f batches/s; of %d a second %.0f/s taken (%.0f %%), 99%% in %d ms"
                    .formatted(
                        peak,
                        rate,
                        goodput,
                        100 * goodput / peak,
                        figures.getOrDefault("taken p99 µs", 0L) / 1_000)
                + "; %d refused, 99%% in %d ms; %d unanswered; %d not sent, all clients waiting"
                    .formatted(
                        refused(figures),
                        refusedMicros / 1_000,
                        figures.getOrDefault("answered 0", 0L),
                        figures.getOrDefault("not sent", 0L)));
    if (goodput < GOODPUT_MIN * peak) {
      stage.tally().wrong("goodput %.0f of a peak of %.0f".formatted(goodput, peak));
    }
    if (refusedMicros > REFUSED_MICROS_MAX) {
      stage.tally().wrong("99% refused in " + refusedMicros / 1_000 + " ms");
    }
  }

  private static long refused(Map<String, Long> figures) {
    return figures.getOrDefault("answered 503", 0L) + figures.getOrDefault("answered 429", 0L);
  }

  private static Map<String, Long> flood(
      Stage stage, String name, int clients, Duration span, int rate)
      throws IOException, InterruptedException {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < CROWDS; i++) {
      tasks.add(new Task(Manner.FLOOD, name + i, clients / CROWDS, span, rate / CROWDS));
    }
    return stage.crowds(tasks);
  }

  private static double perSecond(Map<String, Long> figures, Duration span) {
    return figures.getOrDefault("answered 202", 0L) * 1e3 / span.toMillis();
  }

  /// Plays a case beside clients who send valid batches, and judges all that was sent.
  private static void on(Prove prove, String name, int writers, Scenario scenario)
      throws IOException, InterruptedException {
    Tally tally = prove.tally(name);
    Path directory = Files.createDirectories(prove.directory().resolve("scenario"));
    try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
        Testbed testbed = new Testbed(directory, directory.resolve("data"), emulator, tally)) {
      ServiceProcess service = testbed.start();
      Load load = testbed.load(writers);
      testbed.pass(BEFORE);
      load.forget();
      testbed.pass(BEFORE);
      long beforeMillis = load.answeredMillis(0.99);
      load.forget();
      try {
        scenario.run(new Stage(prove, tally, testbed, service, load, beforeMillis));
        testbed.judge(load);
      } catch (AssertionError | IOException e) {
        tally.wrong(String.valueOf(e.getMessage()));
        load.giveUp();
      }
    }
    Prove.delete(directory);
  }
}
