package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The doors of the browser SDK, asked by what @mparticle/web-sdk sent.
class BrowserSdkTest {
  private static final String EVENTS = "POST /v3/JS/" + SdkFixture.WEB_KEY + "/events";
  private static final String INPUTS =
      "[{ name: shop, key: "
          + SdkFixture.WEB_KEY
          + ", platforms: [web] }, { name: mine, key: mine, platforms: [web], allowedOrigins:"
          + " [\"https://mine.example\"] }, { name: slow, key: slow, platforms: [web], rate: 1 }, {"
          + " name: server, key: server, secret: secret }]";
  private static final String CONNECTIONS =
      "[{ name: out, output: o, deliveryStreamName: s, sendAsBatch: false,"
          + " sendBatchesWithoutEvents: false,"
          + " includeUserAttributeChangeEvents: true, includeUserIdentityChangeEvents: true }]";

  @TempDir static Path data;
  private static SdkFixture sdk;

  @BeforeAll
  static void open() throws IOException {
    sdk = new SdkFixture(data, INPUTS, CONNECTIONS);
  }

  @AfterAll
  static void close() {
    sdk.close();
  }

  private static int events(String batch) throws Exception {
    JsonIndex json = JsonIndex.of(batch.getBytes(StandardCharsets.UTF_8));
    return json.count(json.find(0, JsonName.of("events")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04", "05", "06", "07", "10", "11", "12", "15", "18", "19", "20", "24", "25", "28"
      })
  void aBatchOfTheSdk_arrivesAsItIs_andSaysWhichBrowserSentIt(String number) throws Exception {
    String batch = SdkFixture.capture("web-sdk-" + number);
    int before = sdk.service.records().size();
    String prefix = number.equals("28") ? "POST /webevents" : "POST ";
    Answered answered = sdk.page(EVENTS.replace("POST ", prefix), batch);
    assertThat(answered.status()).isEqualTo(202);
    assertThat(answered.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(sdk.records(before, events(batch)))
        .hasSize(events(batch))
        .allSatisfy(record ->
            assertThat(record)
                .contains(
                    "\"channel\":\"javascript\"", "\"http_header_user_agent\":\"Browser/1\""));
    assertThat(sdk.page(EVENTS, batch).status()).isEqualTo(202);
    assertThat(sdk.service.awaitLedger("\"pending\":0")).contains("\"balanced\":true");
    assertThat(sdk.service.records()).hasSize(before + events(batch));
  }

  @Test
  void aBatchThatIsSentAgainAfterAFailure_arrivesOnce() throws Exception {
    List<String> tries = new ArrayList<>();
    for (String each : List.of("21", "22", "23")) {
      tries.add(SdkFixture.capture("web-sdk-" + each));
    }
    assertThat(tries.stream().distinct()).hasSize(1);
    int before = sdk.service.records().size();
    for (String each : tries) {
      assertThat(sdk.page(EVENTS, each).status()).isEqualTo(202);
    }
    assertThat(sdk.records(before, 1)).hasSize(1);
  }

  /// Else the SDK repeats it for ever, or throws away what waits behind it.
  @Test
  void whatIsInvalid_isAnswered202_andKeptApart() throws Exception {
    String whole = "{\"source_request_id\":\"twice\",\"events\":[{\"event_type\":\"e\"}]}";
    List<String> bodies =
        List.of(
            "not JSON",
            whole.replace("\"e\"", "\"\""),
            "{\"events\":[],\"pad\":\"" + "x".repeat(1_000_000) + "\"}");
    String ledger = sdk.service.awaitLedger("\"pending\":0");
    for (String body : bodies) {
      Answered answered = sdk.page(EVENTS, body);
      assertThat(answered.status()).isEqualTo(202);
      assertThat(answered.header("access-control-allow-origin")).isEqualTo("*");
    }
    byte[] cut = Arrays.copyOf(RawClient.gzip(whole.getBytes(StandardCharsets.UTF_8)), 20);
    assertThat(sdk.send(EVENTS, "Content-Encoding: gzip\r\n", cut).status()).isEqualTo(202);
    assertThat(sdk.service.look("/api/ledger").body()).isEqualTo(ledger);

    Prompt prompt = new Prompt();
    assertThat(sdk.service.run(prompt, "dead", "list", "--input", "shop")).isZero();
    assertThat(prompt.out())
        .contains(
            "The body is not valid JSON",
            "events[0].event_type: Required event field",
            "Not read: it would be answered 413.",
            "Not read: it would be answered 400.");
    assertThat(sdk.service.look("/api/rejected?input=shop").body())
        .contains("not valid JSON")
        .doesNotContain("beginning", "not JSON\"");
    assertThat(sdk.service.run(prompt, "dead", "list", "--input", "shop", "--reveal", "--json"))
        .isZero();
    assertThat(prompt.out()).contains("\"beginning\":\"not JSON\"");
    assertThat(prompt.out().length()).isBetween(64 * 1024, 70 * 1024);
    assertThat(sdk.service.look("/metrics").body())
        .contains("hydrant_rejected_total{input=\"shop\"} 4");
    assertThat(sdk.service.await("/api/alerts", "REJECTED")).contains("of input shop");

    int before = sdk.service.records().size();
    assertThat(sdk.page(EVENTS, whole).status()).isEqualTo(202);
    assertThat(sdk.records(before, 1)).hasSize(1);
  }

  /// A page, whose key, and what its browser is told: the origin it may ask from, or nothing.
  @ParameterizedTest
  @CsvSource({
    "https://shop.example, us1-0123456789abcdef, 202, *",
    "null, us1-0123456789abcdef, 202, *",
    "https://mine.example, mine, 202, https://mine.example",
    "https://evil.example, mine, 403, ''",
    "http://mine.example, mine, 403, ''",
    "https://mine.example:8443, mine, 403, ''",
    "https://mine.example.evil.example, mine, 403, ''",
    "null, mine, 403, ''",
    "https://shop.example, nobody, 403, *",
    "https://shop.example, server, 403, *",
  })
  void aPageIsToldWhetherItMaySend(String origin, String key, int status, String told)
      throws Exception {
    String headers = "Origin: " + origin + "\r\nCookie: a=b\r\n";
    byte[] body = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
    String path = " /v3/JS/" + key + "/events";
    Answered sent = sdk.send("POST" + path, headers, body);
    assertThat(sent.status()).isEqualTo(status);
    assertThat(sent.header("access-control-allow-origin")).isEqualTo(told);
    assertThat(sent.headers()).doesNotContainKeys("access-control-allow-credentials", "set-cookie");
    assertThat(sent.header("vary")).isEqualTo(key.equals("mine") ? "Origin" : "");

    String asks =
        headers
            + "Access-Control-Request-Method: POST\r\n"
            + "Access-Control-Request-Headers: content-type,x-mp-key\r\n";
    Answered may = sdk.send("OPTIONS" + path, asks, new byte[0]);
    boolean isKnown = !told.isEmpty();
    assertThat(may.status()).isEqualTo(isKnown ? 204 : 403);
    assertThat(may.header("access-control-allow-origin")).isEqualTo(told);
    assertThat(may.headers()).doesNotContainKey("access-control-allow-credentials");
    if (isKnown) {
      assertThat(may.header("access-control-allow-methods")).isEqualTo("GET, POST, OPTIONS");
      assertThat(may.header("access-control-allow-headers")).startsWith("content-type, x-mp-key");
      assertThat(may.header("access-control-max-age")).isEqualTo("7200");
    }
  }

  @Test
  void refusalsAreReadableToo() throws Exception {
    String events = "POST /v3/JS/slow/events";
    Answered over = sdk.page(events, "{\"events\":[]}");
    for (int i = 0; i < 50 && over.status() != 429; i++) {
      over = sdk.page(events, "{\"events\":[]}");
    }
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.header("access-control-allow-origin")).isEqualTo("*");
    Answered method = sdk.page(events.replace("POST", "PUT"), "{}");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("access-control-allow-origin")).isEqualTo("*");
  }

  @Test
  void serversAreToldNothingOfOrigins() throws Exception {
    Answered answered = sdk.page("POST /v2/events", "{}");
    assertThat(answered.status()).isEqualTo(401);
    assertThat(answered.headers()).doesNotContainKey("access-control-allow-origin");
    assertThat(sdk.page("OPTIONS /v2/events", "").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/JS/v2/", "/tags/JS/v2/"})
  void configuration_hasWhatTheSdkGoesBy_asTexts(String path) throws Exception {
    Answered answered =
        sdk.page("GET " + path + SdkFixture.WEB_KEY + "/config?env=1&plan_id=p", "");
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answered.body())
        .startsWith("{\"appName\":\"shop\",\"kitConfigs\":[],\"pixelConfigs\":[],\"flags\":{")
        .contains("\"eventBatchingIntervalMillis\":\"2000\"", "\"directURLRouting\":\"False\"")
        .containsPattern("\"workspaceToken\":\"[0-9a-f]{16}\"");
    assertThat(sdk.page("GET " + path + "nobody/config", "").status()).isEqualTo(403);
  }

  @Test
  void figuresOfKits_areTaken() throws Exception {
    for (String path : List.of("/v1/JS/", "/v2/JS/", "/webevents/v2/JS/")) {
      assertThat(sdk.page("POST " + path + SdkFixture.WEB_KEY + "/Forwarding", "[]").status())
          .isEqualTo(202);
    }
  }
}
