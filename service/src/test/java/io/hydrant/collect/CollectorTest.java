package io.hydrant.collect;

import static io.hydrant.collect.CollectorFixture.START_MILLIS;
import static io.hydrant.collect.CollectorFixture.basic;
import static io.hydrant.collect.CollectorFixture.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.store.Ballast;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final String BATCH =
      "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{}}],\"mpid\":1}";
  private static final String INVALID = "{\"events\":[{\"event_type\":\"\"}]}";
  private static final int REQUEST_BYTES_MAX = 256 * 1024;

  @TempDir private Path data;
  private CollectorFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new CollectorFixture(data, "", StoreOptions.UNBOUNDED);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private void reopen(String inputSettings, StoreOptions options) throws IOException {
    fixture.close();
    fixture = new CollectorFixture(data, inputSettings, options);
  }

  /// A batch of exactly so many bytes.
  private static String batchOf(int bytes) {
    String head = "{\"events\":[],\"mpid\":1,\"pad\":\"";
    return head + "x".repeat(bytes - head.length() - 2) + "\"}";
  }

  // ---- answers

  @Test
  void batchIsAcceptedWithAnEmptyBodyAndAnId() throws IOException {
    Answered answered = fixture.post("/v2/events", BATCH);
    assertThat(answered.status()).isEqualTo(202);
    assertThat(answered.body()).isEmpty();
    assertThat(answered.header("x-hydrant-request-id")).matches("[0-9a-z]{5}(-[0-9a-z]+)+");
    assertThat(answered.headers()).doesNotContainKey("x-mp-rate-limit-percentage-used");
    assertThat(fixture.ledger().accepted()).isEqualTo(1);
  }

  @Test
  void errorNamesTheFieldByItsPath() throws IOException {
    Answered answered = fixture.post("/v2/events", INVALID);
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.body())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"BAD_REQUEST\",\"message\":\"events[0].event_type: Required"
                + " event field \\\"event_type\\\" is missing or empty.\"}]}");
  }

  @Test
  void connectionStaysOpenForTheNextRequest_alsoAfterA400() throws IOException {
    byte[] good =
        CollectorFixture.request(
            "POST /v2/events", right(), BATCH.getBytes(StandardCharsets.UTF_8));
    byte[] bad = CollectorFixture.request("POST /v2/events", right(), new byte[1]);
    try (RawClient client = new RawClient(fixture.port())) {
      assertThat(client.send(good).read().status()).isEqualTo(202);
      assertThat(client.send(bad).read().status()).isEqualTo(400);
      assertThat(client.send(good).send(good).read().status()).isEqualTo(202);
      assertThat(client.read().status()).isEqualTo(202);
    }
    assertThat(fixture.ledger().accepted()).isEqualTo(3);
  }

  // ---- whether it may be read

  @Test
  void requestOfTheLimitIsTaken_oneByteMoreIsNot_compressedOrNot() throws IOException {
    String full = batchOf(REQUEST_BYTES_MAX);
    String over = batchOf(REQUEST_BYTES_MAX + 1);
    assertThat(fixture.post("/v2/events", full).status()).isEqualTo(202);
    assertThat(fixture.post("/v2/events", over).status()).isEqualTo(413);
    assertThat(gzipped("gzip", RawClient.gzip(bytes(full))).status()).isEqualTo(202);
    assertThat(gzipped("gzip", RawClient.gzip(bytes(over))).status()).isEqualTo(413);
    assertThat(gzipped("deflate", deflate(full)).status()).isEqualTo(202);
    assertThat(gzipped("deflate", deflate(over)).status()).isEqualTo(413);
    assertThat(chunked(full).status()).isEqualTo(202);
    assertThat(chunked(over).status()).isEqualTo(413);
    assertThat(fixture.ledger().accepted()).isEqualTo(4);
  }

  private Answered gzipped(String coding, byte[] body) throws IOException {
    return fixture.send("POST /v2/events", right() + "Content-Encoding: " + coding + "\r\n", body);
  }

  private Answered chunked(String body) throws IOException {
    try (RawClient client = new RawClient(fixture.port())) {
      client.send("POST /v2/events HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n");
      client.send(right()).send("\r\n");
      int at = 0;
      while (at < body.length()) {
        int end = Math.min(body.length(), at + 10_007);
        client.send(Integer.toHexString(end - at) + "\r\n" + body.substring(at, end) + "\r\n");
        at = end;
      }
      return client.send("0\r\n\r\n").read();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] deflate(String text) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes(text));
    deflater.finish();
    byte[] out = new byte[text.length() + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  @Test
  void brokenGzipIsABadRequest_andABombTooLarge() throws IOException {
    byte[] gzip = RawClient.gzip(bytes(BATCH));
    assertThat(gzipped("gzip", gzip).status()).isEqualTo(202);
    assertThat(gzipped("gzip", Arrays.copyOf(gzip, gzip.length - 1)).status()).isEqualTo(400);
    assertThat(gzipped("gzip", bytes(BATCH)).status()).isEqualTo(400);
    assertThat(gzipped("gzip", new byte[0]).status()).isEqualTo(400);
    assertThat(gzipped("identity", gzip).status()).isEqualTo(400);
    byte[] bomb = RawClient.gzip(new byte[100_000_000]);
    assertThat(bomb.length).isLessThan(REQUEST_BYTES_MAX);
    assertThat(gzipped("gzip", bomb).status()).isEqualTo(413);
    byte[] nested = RawClient.gzip(bomb);
    assertThat(gzipped("gzip", nested).status()).isEqualTo(400);
    assertThat(gzipped("gzip, gzip", nested).status()).isEqualTo(415);
    assertThat(gzipped("gzip\r\nContent-Encoding: gzip", nested).status()).isEqualTo(415);
  }

  // ---- bulk and historical

  @Test
  void invalidBatchesOfABulkRequestAreNamed_theOthersAccepted() throws IOException {
    Answered answered =
        fixture.post("/v2/bulkevents", "[" + BATCH + "," + INVALID + "," + BATCH + ",7]");
    assertThat(answered.status()).isEqualTo(202);
    assertThat(answered.body())
        .contains("\"message\":\"[1]: events[0].event_type: Required", "\"message\":\"[3]: ");
    assertThat(fixture.ledger().accepted()).isEqualTo(2);
  }

  @Test
  void hundredBatchesAreTaken_andNeitherNoneNorMore() throws IOException {
    assertThat(bulk(100).status()).isEqualTo(202);
    assertThat(bulk(101).status()).isEqualTo(400);
    assertThat(bulk(0).status()).isEqualTo(400);
    assertThat(fixture.post("/v2/bulkevents", BATCH).status()).isEqualTo(400);
    assertThat(fixture.post("/v2/events", "[" + BATCH + "]").status()).isEqualTo(400);
    assertThat(fixture.post("/v2/bulkevents", "[7," + INVALID + "]").status()).isEqualTo(400);
    assertThat(fixture.ledger().accepted()).isEqualTo(100);
  }

  private Answered bulk(int count) throws IOException {
    return fixture.post(
        "/v2/bulkevents", "[" + String.join(",", Collections.nCopies(count, BATCH)) + "]");
  }

  @Test
  void historicalBatchesAreAcceptedAndNotForwarded_ifAllTheirEventsAreOld() throws IOException {
    long old = START_MILLIS - Duration.ofDays(3).toMillis();
    assertThat(historical(old).status()).isEqualTo(202);
    assertThat(historical(old + 1).status()).isEqualTo(400);
    assertThat(fixture.post("/v2/bulkevents/historical", "[" + BATCH + "]").status())
        .isEqualTo(400);
    LedgerLine line = fixture.ledger();
    assertThat(line.accepted()).isEqualTo(1);
    assertThat(line.filtered()).containsOnlyKeys("sendHistorical");
  }

  private Answered historical(long timestamp) throws IOException {
    return fixture.post(
        "/v2/bulkevents/historical",
        "[{\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"timestamp_unixtime_ms\":"
            + timestamp
            + "}}]}]");
  }

  // ---- rates

  @Test
  void inputMaySendItsRate_andIsToldHowMuchOfItIsUsed() throws IOException {
    reopen("rate: 4", StoreOptions.UNBOUNDED);
    List<String> used = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Answered answered = fixture.post("/v2/events", BATCH);
      assertThat(answered.status()).isEqualTo(202);
      used.add(answered.header("x-mp-rate-limit-percentage-used"));
    }
    assertThat(used).containsExactly("25", "50", "75", "100");
    Answered over = fixture.post("/v2/events", BATCH);
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.header("retry-after")).isEqualTo("1");
    assertThat(over.header("x-mp-rate-limit-exceeded")).isEqualTo("feed");
    assertThat(over.body()).contains("\"TOO_MANY_REQUESTS\"");
    assertThat(fixture.post("/v2/events", INVALID).status()).isEqualTo(400);
    fixture.clock.advance(Duration.ofMillis(249));
    assertThat(fixture.post("/v2/events", BATCH).status()).isEqualTo(429);
    fixture.clock.advance(Duration.ofMillis(1));
    assertThat(fixture.post("/v2/events", BATCH).status()).isEqualTo(202);
    assertThat(fixture.ledger().accepted()).isEqualTo(5);
  }

  @Test
  void bulkRequestCountsItsBatches_alsoBeyondOneSecond() throws IOException {
    reopen("rate: 4", StoreOptions.UNBOUNDED);
    assertThat(bulk(10).status()).isEqualTo(202);
    Answered over = bulk(1);
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.header("retry-after")).isEqualTo("2");
    fixture.clock.advance(Duration.ofMillis(1_749));
    assertThat(bulk(1).status()).isEqualTo(429);
    fixture.clock.advance(Duration.ofMillis(1));
    assertThat(bulk(1).status()).isEqualTo(202);
  }

  // ---- keeping

  @Test
  void twinsAreBothAcceptedAndKeptOnce_alsoAtTheSameTime() throws Exception {
    String batch = BATCH.replace("\"mpid\":1", "\"source_request_id\":\"r\"");
    List<Callable<Integer>> twins = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      twins.add(() -> fixture.post("/v2/events", batch).status());
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> answer : threads.invokeAll(twins)) {
        assertThat(answer.get()).isEqualTo(202);
      }
    }
    assertThat(fixture.ledger().accepted()).isEqualTo(1);
    assertThat(fixture.ledger().duplicates()).isEqualTo(23);
  }

  @Test
  void requestIdsAreAnInputsOwn_andOnlyTextsThatSaySomething() throws IOException {
    for (String id : List.of("\"r\"", "\"r\"", "\"\"", "\"\"", "7", "7", "null", "null")) {
      String batch = BATCH.replace("\"mpid\":1", "\"source_request_id\":" + id);
      // The other first: what it leaves must not make a twin of what is counted here.
      String other = "Authorization: " + basic("key-b:other") + "\r\n";
      assertThat(fixture.send("POST /v2/events", other, batch).status()).isEqualTo(202);
      assertThat(fixture.post("/v2/events", batch).status()).isEqualTo(202);
    }
    assertThat(fixture.ledger().accepted()).isEqualTo(7);
    assertThat(fixture.ledger().duplicates()).isEqualTo(1);
  }

  @Test
  void invalidBatchLeavesNoMark() throws IOException {
    String id = ",\"source_request_id\":\"r\"}";
    String invalid = INVALID.substring(0, INVALID.length() - 1) + id;
    String valid = BATCH.substring(0, BATCH.length() - 1) + id;
    assertThat(fixture.post("/v2/events", invalid).status()).isEqualTo(400);
    assertThat(fixture.post("/v2/bulkevents", "[" + invalid + "]").status()).isEqualTo(400);
    assertThat(fixture.post("/v2/events", valid).status()).isEqualTo(202);
    assertThat(fixture.ledger().accepted()).isEqualTo(1);
  }

  @Test
  void whatTheStoreDoesNotKeepIsAnswered503_andReadinessSaysWhy() throws IOException {
    reopen("", new StoreOptions(1_000, 1 << 20, () -> 1_000L, Ballast.NONE));
    Answered refused = fixture.post("/v2/events", BATCH);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
    assertThat(refused.body()).contains("\"SERVICE_UNAVAILABLE\"", "diskReserve");
    assertThat(fixture.post("/v2/events", INVALID).status()).isEqualTo(400);
    Answered ready = fixture.send("GET /readyz", "", "");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("\"why\":\"the disk has less free than diskReserve");
    assertThat(fixture.send("GET /healthz", "", "").status()).isEqualTo(200);
    assertThat(fixture.ledger().accepted()).isZero();
  }
}
