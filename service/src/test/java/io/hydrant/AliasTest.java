package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Alias requests, as @mparticle/web-sdk sent one: forwarded by the connections that ask for it.
class AliasTest {
  private static final String ALIAS = "POST /v1/identity/" + SdkFixture.WEB_KEY + "/Alias";
  private static final String INPUTS =
      "[{ name: shop, key: "
          + SdkFixture.WEB_KEY
          + ", platforms: [web] },"
          + " { name: crm, key: crm, secret: secret, audiences: true }]";
  private static final String CONNECTION = "{ name: %s, output: o, deliveryStreamName: s%s }";
  private static final String CONNECTIONS =
      "["
          + String.join(
              ",",
              CONNECTION.formatted("out", ", sendAliasRequests: true"),
              CONNECTION.formatted("silent", ""),
              CONNECTION.formatted(
                  "production", ", sendAliasRequests: true, environment: production"),
              CONNECTION.formatted(
                  "held", ", sendAliasRequests: true, inputs: [shop], enabled: false"))
          + "]";

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

  private static String alias(String id, String source) throws IOException {
    return SdkFixture.capture("web-sdk-16")
        .replace("f70a289d-9ff3-4e06-66f9-828b24d8fc91", id)
        .replace("\"1001\"", source);
  }

  private static String account(String ledger, String connection) {
    int start = ledger.indexOf("\"name\":\"" + connection + '"');
    return ledger.substring(start, ledger.indexOf('}', ledger.indexOf("delivered", start)));
  }

  @Test
  void anAlias_isForwardedOnce_byThoseThatAskForIt() throws IOException {
    int before = sdk.service.records().size();
    String body = alias("one", "\"2001\"");
    for (String prefix : List.of("POST ", "POST /webevents")) {
      Answered answered = sdk.page(ALIAS.replace("POST ", prefix), body);
      assertThat(answered.status()).isEqualTo(202);
      assertThat(answered.body()).isEmpty();
      assertThat(answered.header("access-control-allow-origin")).isEqualTo("*");
    }
    String data = body.substring(body.indexOf("{", 1), body.lastIndexOf('}')).replace('\n', ' ');
    assertThat(sdk.records(before, 1))
        .singleElement()
        .asString()
        .matches(
            "\\{\"message_type\":\"alias\",\"message_id\":\"[0-9a-f-]{36}\",\"schema_version\":2,"
                + "\"timestamp_unixtime_ms\":\\d{13},\"environment\":\"development\","
                + "\"source_info\":\\{\"channel\":\"javascript\",\"partner\":null,"
                + "\"replay_request_id\":null,\"replay_job_id\":null,\"is_historical\":false\\},"
                + "\"alias\":\\{\"request_id\":\"one\",\"data\":\\{[^\n]*\\}\\}\\}\n")
        .contains(data.strip());
    String ledger = sdk.service.awaitLedger(text -> account(text, "out").contains("delivered\":1"));
    assertThat(account(ledger, "out")).contains("\"accepted\":1,\"duplicates\":1");
    assertThat(account(ledger, "silent")).contains("\"accepted\":0,\"duplicates\":0");
    assertThat(account(ledger, "production")).contains("\"filtered\":{\"environment\":1}");
    assertThat(ledger).contains("\"balanced\":true");
  }

  @Test
  void bothUsersOfAnAlias_areForgottenWithIt() throws IOException {
    assertThat(sdk.page(ALIAS, alias("two", "3001")).status()).isEqualTo(202);
    String held = sdk.service.awaitLedger(text -> account(text, "held").contains("\"pending\":"));
    assertThat(held).doesNotContain("\"erased\"");
    assertThat(
            sdk.service
                .ask("DELETE /v1/users/3001", ServiceFixture.basic("crm:secret"), "")
                .status())
        .isEqualTo(202);
    assertThat(sdk.service.awaitLedger("\"erased\":1")).contains("\"erased\":1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | The body is not valid JSON",
        "{\"data\":7} | data: must be an object.",
        "{\"data\":{\"source_mpid\":\"1\"}} | data.destination_mpid: must be a 64-bit integer",
        "{\"data\":{\"source_mpid\":1.5,\"destination_mpid\":2}} | data.source_mpid: must be",
      })
  void whatIsNone_isToldSo_asTheSdkReadsIt(String body, String why) throws IOException {
    Answered answered = sdk.page(ALIAS, body);
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.body()).startsWith("{\"message\":\"" + why).endsWith(",\"code\":400}");
  }
}
