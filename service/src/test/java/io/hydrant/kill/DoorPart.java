package io.hydrant.kill;

import io.hydrant.http.AmbiguousRequests;
import io.hydrant.http.RawClient;
import io.hydrant.kill.Crowd.Manner;
import io.hydrant.kill.Crowd.Task;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration SILENT = Duration.ofSeconds(40);

  /// The deadline of a body is 30 s, see DoorLimits; a crowd of 4,500 takes 5 s to open.
  private static final Duration SLOW_SPAN = Duration.ofSeconds(60);

  private static final long BOMB_GROWTH_BYTES_MAX = 64L << 20;

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    String limit = Tool.run("sh", "-c", "ulimit -Hn");
    boolean isRoomy = limit.equals("unlimited") || Integer.parseInt(limit) >= DESCRIPTORS_MIN;
    if (isRoomy) {
      Stage.play(prove, "10,000 connections", WRITERS, DoorPart::crowded);
      Stage.play(prove, "slow headers and bodies", WRITERS, DoorPart::slow);
    } else {
      String reason = "only " + limit + " descriptors, and it takes " + DESCRIPTORS_MIN;
      prove.skipped(2, "10,000 connections, slow headers and bodies: " + reason);
    }
    Stage.play(prove, "answers read slowly", WRITERS, DoorPart::readSlowly);
    Stage.play(prove, "pipelined", WRITERS, DoorPart::pipelined);
    Stage.play(prove, "malformed requests", WRITERS, DoorPart::malformed);
    Stage.play(prove, "compression bombs", WRITERS, DoorPart::bombs);
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
                + stage.others());
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
                + stage.others());
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
                + stage.others());
  }

  private static void pipelined(Stage stage) throws IOException, InterruptedException {
    Map<String, Long> figures =
        stage.crowds(List.of(new Task(Manner.PIPELINED, "pipelined", PIPELINES, BEFORE, 0)));
    long turnedBack = figures.getOrDefault("turned back", 0L);
    if (figures.getOrDefault("in order", 0L) + turnedBack != PIPELINES * Crowd.PIPELINED) {
      stage.tally().wrong("pipelined: " + figures);
    }
    stage
        .prove()
        .say(
            "%d batches in one go, %d times: answered in their order, %d of them turned back"
                    .formatted(Crowd.PIPELINED, PIPELINES, turnedBack)
                + stage.others());
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
                + stage.others());
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
                + stage.others());
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
}
