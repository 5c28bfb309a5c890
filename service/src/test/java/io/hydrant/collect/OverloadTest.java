package io.hydrant.collect;

import static io.hydrant.collect.CollectorFixture.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More batches than the store writes: it writes when a test says so.
@Timeout(120)
class OverloadTest {
  private static final Duration SLOW = LoadShedder.WAIT_MAX.plus(LoadShedder.INTERVAL);
  private static final byte[] BATCH = body("{\"events\":[],\"mpid\":1}");
  private static final byte[] OF_ANOTHER =
      body(
          "Authorization: " + CollectorFixture.basic("key-b:other") + "\r\n",
          "{\"events\":[],\"mpid\":1}");
  private static final byte[] NO_JSON = body("{");

  @TempDir private Path data;
  private final List<RawClient> clients = new ArrayList<>();
  private CollectorFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = CollectorFixture.held(data, "");
  }

  @AfterEach
  void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    fixture.close();
  }

  private static byte[] body(String json) {
    return body(right(), json);
  }

  private static byte[] body(String authorization, String json) {
    return CollectorFixture.request(
        "POST /v2/events", authorization, json.getBytes(StandardCharsets.UTF_8));
  }

  /// So many batches, each by a client of its own, none of which is written.
  private List<RawClient> send(int batches) throws IOException {
    List<RawClient> senders = new ArrayList<>();
    int before = fixture.shedder.underway();
    for (int i = 0; i < batches; i++) {
      RawClient client = new RawClient(fixture.port());
      clients.add(client);
      senders.add(client.send(BATCH));
    }
    pass(() -> fixture.shedder.underway() == before + batches, () -> {});
    return senders;
  }

  private void write() {
    pass(() -> fixture.shedder.underway() == 0, () -> fixture.store.step());
  }

  /// Does something until it has come to this, or the test took too long.
  private static void pass(BooleanSupplier isSo, Runnable meanwhile) {
    while (!isSo.getAsBoolean()) {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      meanwhile.run();
      Thread.onSpinWait();
    }
  }

  private void answerSlowly() throws IOException {
    for (int i = 0; i < LoadShedder.SLOW_INTERVALS; i++) {
      RawClient client = send(1).getFirst();
      fixture.clock.advance(SLOW);
      write();
      assertThat(client.read().status()).isEqualTo(202);
    }
  }

  private void areKept(List<RawClient> senders) throws IOException {
    for (RawClient sender : senders) {
      assertThat(sender.read().status()).isEqualTo(202);
    }
  }

  @Test
  void whatWouldWaitTooLong_isAnswered503AtOnce_overAConnectionThatStaysOpen() throws IOException {
    answerSlowly();
    List<RawClient> letIn = send(LoadShedder.UNDERWAY_MIN);
    RawClient late = new RawClient(fixture.port());
    clients.add(late);
    for (int i = 0; i < 3; i++) {
      Answered refused = late.send(BATCH).read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).matches("[1-4]");
      assertThat(refused.body()).contains("SERVICE_UNAVAILABLE");
    }
    write();
    areKept(letIn);
    late.send(BATCH);
    pass(() -> fixture.shedder.underway() == 1, () -> {});
    write();
    assertThat(late.read().status()).isEqualTo(202);
    long kept = LoadShedder.SLOW_INTERVALS + LoadShedder.UNDERWAY_MIN + 1L;
    assertThat(fixture.ledger().accepted()).isEqualTo(kept);
  }

  @Test
  void aBodyOfWhoIsTurnedBack_isNotLookedAt() throws IOException {
    answerSlowly();
    List<RawClient> letIn = send(LoadShedder.UNDERWAY_MIN);
    RawClient late = new RawClient(fixture.port());
    clients.add(late);
    assertThat(late.send(NO_JSON).read().status()).isEqualTo(503);
    write();
    areKept(letIn);
    assertThat(late.send(NO_JSON).read().status()).isEqualTo(400);
  }

  @Test
  void onceAnswersAreQuickAgain_manyAreLetIn() throws IOException {
    answerSlowly();
    fixture.clock.advance(LoadShedder.CALM.plusMillis(1));
    areKept(quick(1));
    areKept(quick(2 * LoadShedder.UNDERWAY_MIN));
  }

  @Test
  void anInputsRequestsAtOnce_areAsManyAsItMay_andNobodyElsesAreLess() throws IOException {
    fixture.close();
    fixture = CollectorFixture.held(data, "concurrency: 2");
    List<RawClient> letIn = send(2);
    RawClient third = new RawClient(fixture.port());
    clients.add(third);
    Answered refused = third.send(BATCH).read();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    third.send(OF_ANOTHER);
    pass(() -> fixture.shedder.underway() == 3, () -> {});
    write();
    areKept(letIn);
    assertThat(third.read().status()).isEqualTo(202);
    areKept(quick(2));
  }

  private List<RawClient> quick(int batches) throws IOException {
    List<RawClient> senders = send(batches);
    write();
    return senders;
  }
}
