package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.MovableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What mobile SDKs say, over HTTP and signed, to a whole service, and what reaches the stream.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MobileSdkTest {
  private static final String KEY = "us1-fedcba9876543210";
  private static final String SECRET = "secret456";
  private static final String EVENTS = "/v2/" + KEY + "/events";
  private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  private final MovableClock clock = new MovableClock();
  private SdkFixture sdk;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    sdk =
        new SdkFixture(
            data,
            clock,
            "[{ name: app, key: %s, secret: [old-one, %s], platforms: [android, ios] }]"
                .formatted(KEY, SECRET),
            "[{ name: out, output: o, deliveryStreamName: s, sendAsBatch: false,"
                + " includeUserAttributeChangeEvents: true, includeUserIdentityChangeEvents: true"
                + " }]");
  }

  @AfterAll
  void close() {
    sdk.close();
  }

  @Test
  void whatTheAndroidSdkSent_reachesTheStream_inTheEventsApisNames() throws Exception {
    int before = sdk.service.records().size();
    Answered answered =
        post("/nativeevents" + EVENTS, EVENTS, SdkFixture.capture("android-03"), now());
    assertThat(answered.status()).isEqualTo(202);
    assertThat(answered.body()).isEqualTo("{}");
    List<String> records = sdk.records(before, 16);
    assertThat(records).hasSize(16).allMatch(one -> one.contains("\"channel\":\"native\""));
    assertThat(records)
        .anyMatch(one ->
            one.contains("\"event_name\":\"Video Watched\"")
                && one.contains("\"custom_event_type\":\"media\"")
                && one.contains("\"mpid\":1001")
                && one.contains("\"environment\":\"development\""))
        .anyMatch(one -> one.contains("\"event_type\":\"first_run\""))
        .anyMatch(one -> one.contains("\"product_impression_list\":\"list-1\""));
  }

  @Test
  void aBatchSentAgain_isTakenOnce_underItsId() throws Exception {
    int before = sdk.service.records().size();
    String batch = SdkFixture.capture("android-11");
    assertThat(post(EVENTS, EVENTS, batch, now()).status()).isEqualTo(202);
    assertThat(post(EVENTS, EVENTS, batch, now().minusSeconds(5)).status()).isEqualTo(202);
    String other = batch.replace("EMPTY1", "LAST").replace("\"dt\": \"h\"", "\"dt\":\"h\"");
    String id = other.replaceFirst("\"id\": \"[^\"]+\"", "\"id\": \"another\"");
    assertThat(post(EVENTS, EVENTS, id, now()).status()).isEqualTo(202);
    assertThat(sdk.records(before, 2))
        .hasSize(2)
        .filteredOn(one -> one.contains("LAST"))
        .hasSize(1);
  }

  @Test
  void aSignature_countsOnce_forItsBody_andForItsTime() throws Exception {
    String batch = "{\"dt\":\"h\",\"id\":\"signed\",\"msgs\":[]}";
    int before = sdk.service.records().size();
    Instant now = now();
    assertThat(post(EVENTS, EVENTS, batch, now).status()).isEqualTo(202);
    refused(post(EVENTS, EVENTS, batch, now), "This signature has been used.");
    refused(
        post(EVENTS, EVENTS, batch, now.minus(Duration.ofMinutes(6))),
        "The Date is more than signatureTolerance from now.");
    refused(
        post(EVENTS, EVENTS, batch, now.plus(Duration.ofMinutes(6))),
        "The Date is more than signatureTolerance from now.");
    refused(post(EVENTS, "/v2/other/events", batch, now), "The signature is wrong.");
    refused(
        sdk.send("POST " + EVENTS, "Content-Type: application/json\r\n", bytes(batch)),
        "The headers x-mp-signature and Date are needed.");
    for (Duration near : List.of(Duration.ofMinutes(-4), Duration.ofMinutes(4))) {
      assertThat(post(EVENTS, EVENTS, batch, now.plus(near)).status()).isEqualTo(202);
    }
    assertThat(sdk.records(before, 1)).hasSize(1);
  }

  /// India's time of now is Israel's of three and a half hours later, under one name.
  @Test
  void aSignature_countsOnce_alsoWhereItsDateMayMeanALaterTime() throws Exception {
    int before = sdk.service.records().size();
    String batch = "{\"dt\":\"h\",\"id\":\"ist\",\"msgs\":[]}";
    String date = DATE.format(now().atOffset(ZoneOffset.ofHoursMinutes(5, 30)));
    String headers = signed("POST", EVENTS, batch, date.replaceFirst("[^ ]*$", "IST"));
    assertThat(sdk.send("POST " + EVENTS, headers, bytes(batch)).status()).isEqualTo(202);
    clock.advance(Duration.ofMinutes(210));
    // Something is noted in between, which is when others are forgotten.
    assertThat(post(EVENTS, EVENTS, batch, now()).status()).isEqualTo(202);
    refused(sdk.send("POST " + EVENTS, headers, bytes(batch)), "This signature has been used.");
    assertThat(sdk.records(before, 1)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /v2/events, This input's key is none of a server",
    "POST /v2/bulkevents, This input's key is none of a server",
    "PUT /v1/audiences/7, This input may not change audiences",
    "DELETE /v1/users/7, This input may not erase people",
    "POST /v3/JS/us1-fedcba9876543210/events, This input's key does not open this door",
    "GET /JS/v2/us1-fedcba9876543210/config, This input's key does not open this door",
  })
  void itsKey_opensNeitherDoorsOfServersNorOfPages_withItsSecretToo(String start, String why)
      throws Exception {
    String basic = "Authorization: " + ServiceFixture.basic(KEY + ":" + SECRET) + "\r\n";
    refused(
        sdk.send(start, basic + "Content-Type: application/json\r\n", bytes("{\"events\":[]}")),
        why);
  }

  @Test
  void aBatchThatIsInvalid_isAnswered202_andKeptApart() throws Exception {
    String events = "{\"id\":\"broken\",\"msgs\":[{\"no\":\"type\"}]}";
    assertThat(post(EVENTS, EVENTS, events, now()).status()).isEqualTo(202);
    assertThat(post(EVENTS, EVENTS, "{\"id\":", now()).status()).isEqualTo(202);
    assertThat(sdk.service.look("/api/rejected?input=app").body())
        .contains("events[0].event_type")
        .doesNotContain("broken");
  }

  @Test
  void theConfiguration_isTagged_andNotSentTwice() throws Exception {
    String path = "/config/v4/" + KEY + "/config?av=1.0&sv=5.99.0&plan_id=p";
    String signed = "/v4/" + KEY + "/config?av=1.0&sv=5.99.0";
    Answered answered = sdk.send("GET " + path, headers("GET", signed, "", now()), new byte[0]);
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.body()).startsWith("{\"dt\":\"ac\"").contains("\"rp\":100");
    String tag = answered.header("etag");
    Answered again =
        sdk.send(
            "GET " + path,
            headers("GET", signed, "", now()) + "If-None-Match: " + tag + "\r\n",
            new byte[0]);
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void whoTheUserIs_isAskedWithASignature() throws Exception {
    String body = SdkFixture.capture("android-01");
    String key = "x-mp-key: " + KEY + "\r\n";
    Answered answered =
        sdk.send(
            "POST /identity/v1/identify",
            key + headers("POST", "/v1/identify", body, now()),
            bytes(body));
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.body()).containsPattern("\"mpid\":\"[1-9][0-9]*\"");
    refused(
        sdk.send("POST /identity/v1/identify", key, bytes(body)),
        "The headers x-mp-signature and Date are needed.");
  }

  @Test
  void anAlias_isTakenWithASignature() throws Exception {
    String path = "/v1/identity/" + KEY + "/alias";
    String alias = SdkFixture.capture("android-07");
    assertThat(post("/nativeevents" + path, path, alias, now()).status()).isEqualTo(202);
    refused(post("/nativeevents" + path, "/v1/other", alias, now()), "The signature is wrong.");
  }

  private static void refused(Answered answered, String why) {
    assertThat(answered.status()).isEqualTo(403);
    assertThat(answered.body()).contains(why);
  }

  private Answered post(String path, String signed, String body, Instant date) throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes(body));
    }
    return sdk.send(
        "POST " + path,
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
            + headers("POST", signed, body, date),
        zipped.toByteArray());
  }

  private static String headers(String method, String signed, String body, Instant date)
      throws Exception {
    return signed(method, signed, body, DATE.format(date.atOffset(ZoneOffset.UTC)));
  }

  private static String signed(String method, String signed, String body, String written)
      throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(SECRET), "HmacSHA256"));
    byte[] signature = mac.doFinal(bytes(method + "\n" + written + "\n" + signed + body));
    return "Date: "
        + written
        + "\r\nx-mp-signature: "
        + HexFormat.of().formatHex(signature)
        + "\r\n";
  }

  private Instant now() {
    return clock.instant();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
