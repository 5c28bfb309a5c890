package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running service whose input changes its secret while its clients send.
class SecretChangeTest {
  private static final String CONNECTIONS =
      "[{ name: out, output: o, deliveryStreamName: s, sendAsBatch: false }]";
  private static final int CLIENTS = 2;

  @TempDir private Path data;
  private ServiceFixture fixture;
  private volatile String secret = "secret";
  private volatile boolean isOver;

  @BeforeEach
  void open() throws IOException {
    fixture = new ServiceFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void live(String secrets) throws IOException {
    fixture.reload("[{ name: a, key: key, %s }]".formatted(secrets), CONNECTIONS);
  }

  private int post(String pair) throws IOException {
    return fixture
        .ask("POST /v2/events", ServiceFixture.basic(pair), ServiceFixture.BATCH)
        .status();
  }

  /// Sends until it is over; how often it got which status.
  private Map<Integer, Integer> send(Semaphore answered) throws IOException {
    Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    try {
      while (!isOver) {
        statuses.merge(post("key:" + secret), 1, Integer::sum);
        answered.release();
      }
    } finally {
      answered.release(1000);
    }
    return statuses;
  }

  /// Waits until each client was answered to something it began to send after this.
  private static void awaitAnswers(List<Semaphore> answered) {
    for (Semaphore client : answered) {
      client.drainPermits();
      client.acquireUninterruptibly(2);
    }
  }

  @Test
  void aSecretIsChangedUnderLoad_andNoRequestIsRefused() throws Exception {
    Prompt prompt = new Prompt();
    assertThat(prompt.run("key", "new", "--json")).isZero();
    String next = member("secret", prompt.out());
    String hash = "\"" + member("secretSha256", prompt.out()) + "\"";
    List<Semaphore> answered = new ArrayList<>();
    List<Future<Map<Integer, Integer>>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        Semaphore client = new Semaphore(0);
        answered.add(client);
        clients.add(threads.submit(() -> send(client)));
      }
      try {
        awaitAnswers(answered);
        live("secret: secret, secretSha256: " + hash);
        awaitAnswers(answered);
        secret = next;
        awaitAnswers(answered);
        live("secretSha256: " + hash);
        awaitAnswers(answered);
      } finally {
        isOver = true;
      }
    }
    for (Future<Map<Integer, Integer>> client : clients) {
      assertThat(client.get()).containsOnlyKeys(202);
    }
    assertThat(post("key:secret")).isEqualTo(403);
  }

  @Test
  void eachOfTwoSecretsCounts_andNoOther() throws IOException {
    String sha256OfTest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    live("secret: [one, two]");
    assertThat(List.of(post("key:one"), post("key:two"), post("key:secret")))
        .containsExactly(202, 202, 403);
    live("secretSha256: " + sha256OfTest);
    assertThat(List.of(post("key:test"), post("key:" + sha256OfTest), post("key:one")))
        .containsExactly(202, 403, 403);
    assertThat(List.of(post("key:"), post("no:test"), post("no:"))).containsOnly(403);
  }

  private static String member(String name, String json) {
    return json.replaceFirst("(?s).*\"" + name + "\":\"([^\"]*)\".*", "$1");
  }
}
