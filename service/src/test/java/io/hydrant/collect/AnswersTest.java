package io.hydrant.collect;

import static io.hydrant.collect.CollectorFixture.basic;
import static io.hydrant.collect.CollectorFixture.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request is answered before it is kept: one collector for all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest {
  private static final String BATCH =
      "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{}}],\"mpid\":1}";

  private CollectorFixture fixture;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    fixture = new CollectorFixture(data, "", StoreOptions.UNBOUNDED);
  }

  @AfterAll
  void close() throws IOException {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    // Each request is wrong in its own way and in all the later ones.
    "404, POST /v1/events, none, text/plain, br, 300000",
    "404, POST /v2/events/, none, text/plain, br, 300000",
    "404, GET /, none, text/plain, br, 300000",
    "405, GET /v2/events, none, text/plain, br, 300000",
    "405, PUT /v2/bulkevents, none, text/plain, br, 300000",
    "405, TRACE /v2/events, none, text/plain, br, 300000",
    "401, POST /v2/events, none, text/plain, br, 300000",
    "403, POST /v2/events, wrong, text/plain, br, 300000",
    "415, POST /v2/events, right, text/plain, br, 300000",
    "415, POST /v2/events, right, application/json, br, 300000",
    "413, POST /v2/events, right, application/json, identity, 300000",
    "400, POST /v2/events, right, application/json, identity, 3",
  })
  void answersComeInTheirOrder(
      int status, String start, String auth, String type, String coding, int bytes)
      throws IOException {
    String authorization =
        switch (auth) {
          case "none" -> "";
          case "wrong" -> "Authorization: " + basic("key-a:no") + "\r\n";
          default -> right();
        };
    String headers =
        authorization + "Content-Type: " + type + "\r\nContent-Encoding: " + coding + "\r\n";
    Answered answered = fixture.send(start, headers, "x".repeat(bytes));
    assertThat(answered.status()).isEqualTo(status);
    assertThat(answered.header("content-type")).isEqualTo("application/json");
    assertThat(answered.body()).startsWith("{\"errors\":[{\"code\":\"");
    assertThat(answered.header("x-hydrant-request-id")).isNotEmpty();
    assertThat(answered.header("allow")).isEqualTo(status == 405 ? "POST" : "");
    assertThat(answered.header("www-authenticate").isEmpty()).isEqualTo(status != 401);
  }

  // ---- whose it is

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic a2V5LWE=",
        "Bearer abc",
        "key-a:se:cr\u00e9t",
        "Basic a2V5LWE6c2U6Y3LDqXQ=, Basic x",
      })
  void malformedAuthorizationIsForbidden(String authorization) throws IOException {
    Answered answered =
        fixture.send("POST /v2/events", "Authorization: " + authorization + "\r\n", BATCH);
    assertThat(answered.status()).isEqualTo(403);
    assertThat(answered.body()).contains("\"FORBIDDEN\"").doesNotContain("key-a");
  }

  @ParameterizedTest
  @CsvSource({
    "key-a:se:cr\u00e9t, 202",
    "key-b:other, 202",
    "key-a:se:cr\u00e9, 403",
    "key-a:se:cr\u00e9t2, 403",
    "key-a:, 403",
    "key-a:other, 403",
    "KEY-A:se:cr\u00e9t, 403",
    "key-c:other, 403",
    ":, 403",
    ":other, 403",
  })
  void keyAndSecretMustBeOfTheSameInput(String pair, int status) throws IOException {
    String header = "Authorization: " + basic(pair) + "\r\n";
    assertThat(fixture.send("POST /v2/events", header, BATCH).status()).isEqualTo(status);
    String lower = header.replace("Basic", "bAsIc");
    assertThat(fixture.send("POST /v2/events", lower, BATCH).status()).isEqualTo(status);
  }

  // ---- whether it may be read

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | 202",
        "APPLICATION/JSON; charset=UTF-8 | 202",
        "application/json;charset=\"utf-8\" | 202",
        "application/json; charset=iso-8859-1 | 415",
        "application/jsonp | 415",
        "application/x-ndjson | 415",
        "text/json | 415",
        "application/x-www-form-urlencoded | 415",
      })
  void contentTypeIsJson(String type, int status) throws IOException {
    String headers = right() + "Content-Type: " + type + "\r\n";
    assertThat(fixture.send("POST /v2/events", headers, BATCH).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "br", "gzip, gzip", "gzip, identity", "compress", "chunked"})
  void unknownCodingsAndSeveralLayersAreRefused(String coding) throws IOException {
    String headers = right() + "Content-Encoding: " + coding + "\r\n";
    byte[] twice = RawClient.gzip(RawClient.gzip(BATCH.getBytes(StandardCharsets.UTF_8)));
    Answered answered = fixture.send("POST /v2/events", headers, twice);
    assertThat(answered.status()).isEqualTo(415);
    assertThat(answered.header("accept-encoding")).isEqualTo("gzip, deflate");
  }

  @Test
  void healthNeedsNoKey() throws IOException {
    assertThat(fixture.send("GET /healthz", "", "").body())
        .isEqualTo("{\"status\":\"alive\",\"version\":\"1.2.3\"}");
    assertThat(fixture.send("GET /readyz?x=y", "", "").body())
        .isEqualTo("{\"status\":\"ready\",\"version\":\"1.2.3\",\"wrong\":[\"x\"]}");
    Answered refused = fixture.send("POST /healthz", "", "");
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("allow")).isEqualTo("GET");
  }
}
