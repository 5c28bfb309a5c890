package io.hydrant.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One loop of a door that is held until all requests have come, so that it finds them in one lap.
/// What is made of a body, and an answer to it, takes longer, by the virtual clock, than a lap's
/// share of such work.
@Timeout(120)
class LapTest {
  private static final int WORKING = 20;
  private static final Duration LONG = Duration.ofHours(1);

  private final VirtualClock clock = VirtualClock.at(0);
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
  private final Semaphore holding = new Semaphore(0);
  private final CountDownLatch allCame = new CountDownLatch(1);
  private final Semaphore worksToHold = new Semaphore(0);
  private final CountDownLatch lateCame = new CountDownLatch(1);

  private void answer(Exchange exchange) {
    switch (exchange.path()) {
      case "/hold" -> {
        hold(allCame);
        exchange.answer(Reply.empty(200));
      }
      case "/work" ->
          exchange.read(
              1_000,
              body -> {
                if (worksToHold.tryAcquire()) {
                  hold(lateCame);
                }
                clock.advance(Duration.ofMillis(10));
                done.add("work");
                exchange.answer(Reply.empty(200));
              });
      case "/read" -> {
        clock.advance(Duration.ofSeconds(1));
        exchange.answer(Reply.empty(200));
      }
      case "/wait" -> {
        exchange.whenAnswered(reply -> {
          clock.advance(Duration.ofMillis(10));
          done.add("answer");
        });
        waiting.add(exchange);
      }
      default -> {
        done.add("short");
        exchange.answer(Reply.empty(200));
      }
    }
  }

  private void hold(CountDownLatch until) {
    holding.release();
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  private static String post(String path) {
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nxx";
  }

  private Doors oneLoop() {
    return Doors.start(clock, Chance.of(new SplittableRandom(1)), 1);
  }

  private Door opened(Doors doors) throws IOException {
    DoorLimits limits = new DoorLimits(100, 1 << 20, LONG, LONG, LONG, LONG);
    return doors.open("test", Entrance.plain("127.0.0.1", 0), limits, this::answer);
  }

  @Test
  void muchWork_doesNotKeepAShortAnswerWaiting() throws IOException, InterruptedException {
    List<RawClient> working = new ArrayList<>();
    try (Doors doors = oneLoop()) {
      Door door = opened(doors);
      RawClient holder = new RawClient(door.port());
      RawClient asking = new RawClient(door.port());
      asking.send(get("/short")).read();
      for (int i = 0; i < WORKING; i++) {
        working.add(new RawClient(door.port()));
        working.getLast().send(post("/work")).read();
      }
      done.clear();
      holder.send(get("/hold"));
      holding.acquire();
      for (RawClient client : working) {
        client.send(post("/work"));
      }
      asking.send(get("/short"));
      allCame.countDown();
      for (RawClient client : working) {
        assertThat(client.read().status()).isEqualTo(200);
      }
      assertThat(asking.read().status()).isEqualTo(200);
      assertThat(List.copyOf(done).indexOf("short")).isLessThanOrEqualTo(1);
      assertThat(done).hasSize(WORKING + 1);
      for (RawClient client : working) {
        client.close();
      }
      holder.close();
      asking.close();
    }
  }

  @Test
  void manyAnswersFromElsewhere_doNotKeepAShortOneWaiting()
      throws IOException, InterruptedException {
    try (Doors doors = oneLoop()) {
      Door door = opened(doors);
      RawClient holder = new RawClient(door.port());
      RawClient asking = new RawClient(door.port());
      List<RawClient> clients = new ArrayList<>(List.of(holder, asking));
      List<Exchange> unanswered = new ArrayList<>();
      for (int i = 0; i < WORKING; i++) {
        clients.add(new RawClient(door.port()).send(get("/wait")));
        unanswered.add(waiting.take());
      }
      asking.send(get("/short")).read();
      done.clear();
      holder.send(get("/hold"));
      holding.acquire();
      unanswered.forEach(exchange -> exchange.answer(Reply.empty(200)));
      asking.send(get("/short"));
      allCame.countDown();
      for (RawClient client : clients) {
        assertThat(client.read().status()).isEqualTo(200);
        client.close();
      }
      assertThat(List.copyOf(done).indexOf("short")).isLessThanOrEqualTo(1);
      assertThat(done).hasSize(WORKING + 1);
    }
  }

  @Test
  void whereReadingTookLong_muchWorkIsDoneBeforeThereIsReadAgain()
      throws IOException, InterruptedException {
    try (Doors doors = oneLoop()) {
      Door door = opened(doors);
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < WORKING + 3; i++) {
        clients.add(new RawClient(door.port()));
        clients.getLast().send(get("/short")).read();
      }
      done.clear();
      worksToHold.release();
      clients.get(0).send(get("/hold"));
      holding.acquire();
      for (int i = 0; i < WORKING; i++) {
        clients.get(i + 3).send(post("/work"));
      }
      clients.get(1).send(get("/read"));
      allCame.countDown();
      holding.acquire();
      clients.get(2).send(get("/short"));
      lateCame.countDown();
      for (RawClient client : clients) {
        assertThat(client.read().status()).isEqualTo(200);
        client.close();
      }
      assertThat(List.copyOf(done).indexOf("short")).isEqualTo(WORKING);
    }
  }
}
