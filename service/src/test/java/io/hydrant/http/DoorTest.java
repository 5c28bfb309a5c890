package io.hydrant.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A door on a real socket, with deadlines short enough to wait for.
class DoorTest {
  private static final int BODY_MAX = 1_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Doors doors = Doors.start(Clock.system(), Chance.of(new SplittableRandom(1)));
  private final AtomicInteger read = new AtomicInteger();

  @AfterEach
  void close() {
    doors.close();
  }

  private static DoorLimits limits() {
    return new DoorLimits(100, 1 << 20, LONG, LONG, LONG, LONG);
  }

  private Door open(DoorLimits limits, Endpoint endpoint) throws IOException {
    return doors.open("test", Entrance.plain("127.0.0.1", 0), limits, endpoint);
  }

  /// Answers with the length of the body; `/early` without reading it.
  private void echo(Exchange exchange) {
    if (exchange.path().equals("/early")) {
      exchange.answer(Reply.error(403, "No."));
      return;
    }
    exchange.read(
        BODY_MAX,
        body -> {
          read.incrementAndGet();
          exchange.answer(Reply.text(200, "text/plain", Integer.toString(body.length())));
        });
  }

  private static String post(String path, int length) {
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n";
  }

  @Test
  void everyAnswerCarriesAnIdOfItsOwn() throws IOException {
    Door door = open(limits(), this::echo);
    Set<String> ids = new HashSet<>();
    try (RawClient client = new RawClient(door.port())) {
      for (int i = 0; i < 50; i++) {
        ids.add(client.send(post("/", 0)).read().header("x-hydrant-request-id"));
      }
      ids.add(client.send(post("/early", 0)).read().header("x-hydrant-request-id"));
      ids.add(client.send("nonsense\r\n\r\n").read().header("x-hydrant-request-id"));
    }
    assertThat(ids).hasSize(52).allMatch(id -> id.matches("[0-9a-z]{5}-[0-9a-z]+"));
  }

  @Test
  void bodyOfTheLimitIsRead_oneByteMoreIsRefusedAndCutOff() throws IOException {
    Door door = open(limits(), this::echo);
    try (RawClient client = new RawClient(door.port())) {
      Answered full = client.send(post("/", BODY_MAX)).send(new byte[BODY_MAX]).read();
      assertThat(full.body()).isEqualTo("1000");
      Answered refused = client.send(post("/", BODY_MAX + 1)).read();
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.header("connection")).isEqualTo("close");
      assertThat(client.send(new byte[BODY_MAX + 1]).isClosed()).isTrue();
    }
  }

  @Test
  void chunkedBodyWithoutEndIsCutOffAtTheLimit() throws IOException {
    Door door = open(limits(), this::echo);
    try (RawClient client = new RawClient(door.port())) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";
      client.send(chunk).send(chunk);
      client.send("1\r\nx\r\n");
      assertThat(client.read().status()).isEqualTo(413);
      assertThatThrownBy(() -> sendForever(client, chunk)).isInstanceOf(IOException.class);
    }
    assertThat(read).hasValue(0);
  }

  private static void sendForever(RawClient client, String chunk) throws IOException {
    for (int i = 0; i < 100_000; i++) {
      client.send(chunk);
    }
  }

  @Test
  void earlyAnswerIsReadable_thenTheConnectionCloses() throws IOException {
    Door door = open(limits(), this::echo);
    try (RawClient client = new RawClient(door.port())) {
      client.send(post("/early", 300_000)).send(new byte[300_000]);
      assertThat(client.read().status()).isEqualTo(403);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void clientThatAsksFirstIsToldToContinue_orRefusedAtOnce() throws IOException {
    Door door = open(limits(), this::echo);
    String head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: ";
    try (RawClient client = new RawClient(door.port())) {
      assertThat(client.send(head + "5\r\n\r\n").read().status()).isEqualTo(100);
      assertThat(client.send("hello").read().body()).isEqualTo("5");
      assertThat(client.send(head + "5000\r\n\r\n").read().status()).isEqualTo(413);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredOneAfterTheOther_inOrder() throws IOException {
    BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    Door door = open(limits(), waiting::add);
    try (RawClient client = new RawClient(door.port())) {
      client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
      Exchange first = take(waiting);
      assertThat(waiting.isEmpty()).isTrue();
      first.answer(Reply.text(200, "text/plain", first.path()));
      Exchange second = take(waiting);
      second.answer(Reply.text(200, "text/plain", second.path()));
      assertThat(List.of(client.read().body(), client.read().body())).containsExactly("/a", "/b");
    }
  }

  private static Exchange take(BlockingQueue<Exchange> waiting) {
    try {
      return waiting.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Timeout(120)
  void ofAnAnsweredRequest_nothingIsKept_whileItsConnectionIsIdle() throws IOException {
    BlockingQueue<WeakReference<Exchange>> begun = new LinkedBlockingQueue<>();
    Door door =
        open(
            limits(),
            exchange -> {
              begun.add(new WeakReference<>(exchange));
              echo(exchange);
            });
    try (RawClient client = new RawClient(door.port())) {
      assertThat(client.send(post("/", 5)).send("hello").read().body()).isEqualTo("5");
      while (begun.element().get() != null) {
        System.gc();
      }
      assertThat(client.send(post("/", 5)).send("again").read().body()).isEqualTo("5");
    }
  }

  @Test
  void connectionsBeyondTheBoundAreClosed_andTakenAgainWhenOthersWent() throws IOException {
    Door door = open(new DoorLimits(2, 1 << 20, LONG, LONG, LONG, LONG), this::echo);
    try (RawClient one = new RawClient(door.port());
        RawClient two = new RawClient(door.port())) {
      one.send(post("/", 0)).read();
      two.send(post("/", 0)).read();
      try (RawClient three = new RawClient(door.port())) {
        assertThat(three.isClosed()).isTrue();
      }
    }
    assertThat(door.traffic().turnedAway()).isEqualTo(1);
    while (door.traffic().connections() > 0) {
      Thread.onSpinWait();
    }
    try (RawClient four = new RawClient(door.port())) {
      assertThat(four.send(post("/", 0)).read().status()).isEqualTo(200);
    }
  }

  @Test
  void bodiesBeyondTheMemoryOfTheDoorAreRefused_andItsMemoryIsGivenBack() throws IOException {
    Door door = open(new DoorLimits(100, 1_500, LONG, LONG, LONG, LONG), this::echo);
    try (RawClient slow = new RawClient(door.port());
        RawClient other = new RawClient(door.port())) {
      slow.send(post("/", 1_000)).send(new byte[999]);
      while (door.traffic().bodyBytes() < 1_000) {
        Thread.onSpinWait();
      }
      Answered refused = other.send(post("/", 1_000)).send(new byte[1_000]).read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(slow.send(new byte[1]).read().status()).isEqualTo(200);
      assertThat(door.traffic().bodyBytes()).isZero();
    }
  }

  @Test
  void clientThatLeavesInTheMiddleOfABodyGivesItsMemoryBack() throws IOException {
    Door door = open(limits(), this::echo);
    try (RawClient client = new RawClient(door.port())) {
      client.send(post("/", 1_000)).send(new byte[10]);
      while (door.traffic().bodyBytes() == 0) {
        Thread.onSpinWait();
      }
    }
    while (door.traffic().bodyBytes() > 0 || door.traffic().connections() > 0) {
      Thread.onSpinWait();
    }
    assertThat(read).hasValue(0);
  }

  @Test
  void headBodyAndIdleHaveDeadlines_whateverIsSentMeanwhile() throws IOException {
    // Later than four clients have sent their parts, also where others have the processor.
    Duration soon = Duration.ofSeconds(2);
    Door door = open(new DoorLimits(100, 1 << 20, soon, soon, soon, soon), this::echo);
    try (RawClient silent = new RawClient(door.port());
        RawClient partial = new RawClient(door.port());
        RawClient slow = new RawClient(door.port());
        RawClient idle = new RawClient(door.port())) {
      partial.send("POST / HTTP/1.1\r\nHost");
      slow.send(post("/", 10)).send("x");
      idle.send(post("/", 0)).read();
      idle.send("POST / HTTP/1.1\r\n");
      assertThat(slow.read().status()).isEqualTo(408);
      for (RawClient client : List.of(silent, partial, slow, idle)) {
        assertThat(client.isClosed()).isTrue();
      }
    }
    assertThat(door.traffic().cutOff()).isEqualTo(4);
  }

  @Test
  void requestThatNobodyAnswersIsAnswered503() throws IOException {
    Duration soon = Duration.ofMillis(200);
    Door door =
        open(
            new DoorLimits(100, 1 << 20, LONG, LONG, soon, LONG),
            exchange -> {
              exchange.read(BODY_MAX, body -> {});
            });
    try (RawClient client = new RawClient(door.port())) {
      Answered answered = client.send(post("/", 1)).send("x").read();
      assertThat(answered.status()).isEqualTo(503);
      assertThat(answered.header("retry-after")).isEqualTo("1");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(door.traffic().bodyBytes()).isZero();
  }

  @Test
  void dripOfHeadersDoesNotOutliveTheDeadline() throws IOException {
    Duration soon = Duration.ofMillis(300);
    Door door = open(new DoorLimits(100, 1 << 20, soon, LONG, LONG, LONG), this::echo);
    try (RawClient client = new RawClient(door.port())) {
      client.send("POST / HTTP/1.1\r\n");
      assertThatThrownBy(() -> sendForever(client, "X-A: b\r\n")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void clientThatAsksAndNeverReadsIsCutOff() throws IOException {
    Door door = open(limits(), exchange -> exchange.answer(Reply.empty(200)));
    try (RawClient client = new RawClient(door.port())) {
      String many = "GET / HTTP/1.1\r\nHost: h\r\n\r\n".repeat(1_000);
      assertThatThrownBy(() -> sendForever(client, many)).isInstanceOf(IOException.class);
    }
    assertThat(door.traffic().answers().get(200)).isLessThan(1_000_000);
  }

  @Test
  void endpointThatFailsIsAnswered500_andTheDoorGoesOn() throws IOException {
    Door door =
        open(
            limits(),
            exchange -> {
              throw new IllegalStateException("as a test wants");
            });
    try (RawClient client = new RawClient(door.port())) {
      for (int i = 0; i < 2; i++) {
        Answered answered = client.send(post("/", 0)).read();
        assertThat(answered.status()).isEqualTo(500);
        assertThat(answered.body())
            .startsWith("{\"errors\":[{\"code\":")
            .doesNotContain("as a test wants", "Exception", "io.hydrant", "at ");
      }
    }
  }

  @Test
  void closingADoorAnswersWhatIsUnderWay_andClosesIdleConnections() throws Exception {
    BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    Door door =
        open(
            limits(),
            exchange -> {
              if (exchange.path().equals("/idle")) {
                exchange.answer(Reply.empty(200));
              } else {
                waiting.add(exchange);
              }
            });
    try (RawClient busy = new RawClient(door.port());
        RawClient idle = new RawClient(door.port())) {
      idle.send("GET /idle HTTP/1.1\r\nHost: h\r\n\r\n").read();
      busy.send("GET /busy HTTP/1.1\r\nHost: h\r\n\r\n");
      Exchange exchange = take(waiting);
      Thread closing = Thread.ofPlatform().start(() -> door.close(Duration.ofSeconds(10)));
      assertThat(idle.isClosed()).isTrue();
      assertThatThrownBy(() -> new RawClient(door.port()).send(post("/", 0)).read())
          .isInstanceOf(IOException.class);
      exchange.answer(Reply.empty(202));
      Answered answered = busy.read();
      assertThat(answered.status()).isEqualTo(202);
      assertThat(answered.header("connection")).isEqualTo("close");
      assertThat(busy.isClosed()).isTrue();
      closing.join();
    }
  }

  @Test
  void portInUseIsAnErrorThatNamesIt() throws IOException {
    Door door = open(limits(), this::echo);
    assertThatThrownBy(() ->
            doors.open("again", Entrance.plain("127.0.0.1", door.port()), limits(), this::echo))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("again: cannot listen on 127.0.0.1:" + door.port());
  }
}
