package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hydrant's own door for audiences, from a request to a record.
class AudienceDoorTest {
  private static final String INPUTS =
      "[{ name: a, key: key, secret: secret, audiences: true },"
          + " { name: b, key: key-b, secret: secret, audiences: true, limits: off },"
          + " { name: c, key: key-c, secret: secret }]";
  private static final String CONNECTIONS =
      "[{ name: out, type: audience, output: o, deliveryStreamName: s }]";
  private static final String ONE = "/v1/audiences/7";
  private static final String MEMBERSHIPS = ONE + "/memberships";

  @TempDir Path data;
  private ServiceFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ServiceFixture(data, INPUTS, CONNECTIONS, Clock.system());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Answered ask(String start, String body) throws IOException {
    return fixture.ask(start, ServiceFixture.basic("key:secret"), body);
  }

  private void named() throws IOException {
    assertThat(ask("PUT " + ONE, "{\"name\":\"n\"}").status()).isEqualTo(201);
  }

  private static String changes(String... changes) {
    return "{\"changes\":[" + String.join(",", changes) + "]}";
  }

  private static String add(int mpid) {
    return "{\"action\":\"add\",\"mpid\":" + mpid + ",\"timestamp_unixtime_ms\":1234565788999}";
  }

  @Test
  void audience_isNamed_shown_andNamedAnew() throws IOException {
    assertThat(ask("PUT " + ONE, "{\"name\":\"n\",\"externalName\":\"e\"}").status())
        .isEqualTo(201);
    assertThat(ask("GET " + ONE, "").body())
        .isEqualTo(
            "{\"id\":7,\"name\":\"n\",\"externalName\":\"e\",\"members\":0,"
                + "\"isBeingDeleted\":false}");
    String longest = "ü".repeat(100);
    assertThat(ask("PUT " + ONE, "{\"externalName\":null,\"name\":\"" + longest + "\"}").status())
        .isEqualTo(200);
    assertThat(ask("GET /v1/audiences", "").body())
        .isEqualTo(
            "{\"audiences\":[{\"id\":7,\"name\":\""
                + longest
                + "\",\"members\":0,\"isBeingDeleted\":false}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | name: is missing or empty.",
        "{\"name\":\"\"} | name: is missing or empty.",
        "{\"name\":null} | name: is missing or empty.",
        "{\"name\":7} | name: must be a string.",
        "{\"name\":\"n\",\"externalName\":[]} | externalName: must be a string.",
        "{\"name\":\"n\",\"external_name\":\"x\"} | external_name: is no key here",
        "[] | The body must be a JSON object.",
        "{ | The body is not valid JSON",
      })
  void names_areChecked_andErrorsNameTheField(String body, String error) throws IOException {
    Answered answered = ask("PUT " + ONE, body);
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.body()).contains("\"code\":\"BAD_REQUEST\"", error);
    assertThat(ask("GET " + ONE, "").status()).isEqualTo(404);
  }

  @Test
  void aNameOfMoreThanAHundredCharacters_isRefused() throws IOException {
    Answered answered = ask("PUT " + ONE, "{\"name\":\"" + "x".repeat(101) + "\"}");
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.body()).contains("name: is longer than 100 characters.");
  }

  @Test
  void changes_becomeRecords_inTheirOrder_andTheLedgerBalances() throws IOException {
    named();
    String remove = "{\"action\":\"remove\",\"mpid\":\"1\",\"timestamp_unixtime_ms\":\"-1\"}";
    assertThat(ask("POST " + MEMBERSHIPS, changes(add(1), remove)).status()).isEqualTo(202);
    String ledger = fixture.awaitLedger("\"delivered\":2");
    assertThat(ledger).contains("\"accepted\":2", "\"balanced\":true");
    assertThat(fixture.records())
        .containsExactly(
            "{\"MembershipChangedTimestamp\":\"1234565788\",\"AudienceId\":7,"
                + "\"AudienceName\":\"n\",\"IsMember\":true,"
                + "\"UserIdentities\":{\"MPID\":\"1\"}}\n",
            "{\"MembershipChangedTimestamp\":\"-1\",\"AudienceId\":7,"
                + "\"AudienceName\":\"n\",\"IsMember\":false,"
                + "\"UserIdentities\":{\"MPID\":\"1\"}}\n");
    assertThat(ask("GET " + ONE, "").body()).contains("\"members\":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mpid\":1} | action: is missing",
        "{\"action\":\"delete\",\"mpid\":1} | action: must be",
        "{\"action\":\"add\"} | mpid: is missing, and so is every identity",
        "{\"action\":\"add\",\"mpid\":\"SECRET\"} | mpid: must be a 64-bit integer",
        "{\"action\":\"add\",\"mpid\":1.5} | mpid: must be a 64-bit integer",
        "{\"action\":\"add\",\"mpid\":9223372036854775808} | mpid: must be a 64-bit integer",
        "{\"action\":\"add\",\"mpid\":1,\"timestamp_unixtime_ms\":\"SECRET\"} |"
            + " timestamp_unixtime_ms: must be a 64-bit integer",
        "{\"action\":\"add\",\"mpid\":1,\"user_identities\":[]} | user_identities: must be an object.",
        "{\"action\":\"add\",\"mpid\":1,\"user_identities\":{\"email\":{\"a\":\"SECRET\"}}} |"
            + " user_identities.email: must be a string or a number.",
        "{\"action\":\"add\",\"mpid\":1,\"device_identities\":{\"ios_idfv\":true}} |"
            + " device_identities.ios_idfv: must be a string or a number.",
        "{\"action\":\"add\",\"mpid\":1,\"user_identites\":{}} | user_identites: is no key of a change",
        "{\"action\":\"add\",\"device_identities\":{\"ios_idfv\":"
            + "\"00000000-0000-0000-0000-000000000000\"}} | mpid: is missing",
        "{\"action\":\"add\",\"user_identities\":{\"mobile_number\":\"1\"}} | mpid: is missing",
        "7 | A change must be a JSON object.",
      })
  void invalidChanges_areNamedByPlaceAndField_withoutValues_theOthersTaken(
      String change, String error) throws IOException {
    named();
    Answered answered = ask("POST " + MEMBERSHIPS, changes(add(1), change, add(2)));
    assertThat(answered.status()).isEqualTo(202);
    assertThat(answered.body()).contains("\"message\":\"[1]: " + error).doesNotContain("SECRET");
    assertThat(ask("GET " + ONE, "").body()).contains("\"members\":2");
    assertThat(ask("POST " + MEMBERSHIPS, changes(change)).status()).isEqualTo(400);
  }

  @Test
  void aThousandChangesAreTaken_neitherNoneNorMore_norForAnUnknownAudience() throws IOException {
    assertThat(ask("POST " + MEMBERSHIPS, changes(add(1))).status()).isEqualTo(404);
    named();
    assertThat(ask("POST " + MEMBERSHIPS, many(1_000)).status()).isEqualTo(202);
    Answered over = ask("POST " + MEMBERSHIPS, many(1_001));
    assertThat(over.status()).isEqualTo(400);
    assertThat(over.body()).contains("changes: must have 1 to 1000 changes.");
    assertThat(ask("POST " + MEMBERSHIPS, many(0)).status()).isEqualTo(400);
    assertThat(ask("POST " + MEMBERSHIPS, "{\"change\":[]}").body())
        .contains("change: is no key here", "changes: must be an array of changes.");
    assertThat(ask("POST " + MEMBERSHIPS, "[]").status()).isEqualTo(400);
  }

  private static String many(int count) {
    return changes(
        Collections.nCopies(count, "{\"action\":\"add\",\"mpid\":1}").toArray(String[]::new));
  }

  @Test
  void whoMayNot_isToldInTheOrderOfTheEventsApi() throws IOException {
    assertThat(ask("GET /v1/audience", "").status()).isEqualTo(404);
    assertThat(ask("PUT /v1/audiences/0", "{}").status()).isEqualTo(404);
    assertThat(ask("PUT /v1/audiences/9223372036854775808", "{}").status()).isEqualTo(404);
    assertThat(ask("PUT /v1/audiences/07", "{}").status()).isEqualTo(404);
    assertThat(ask("DELETE " + ONE, "").status()).isEqualTo(404);
    Answered wrong = fixture.ask("POST " + ONE, "", "{}");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("allow")).isEqualTo("GET, PUT, DELETE");
    assertThat(fixture.ask("GET " + ONE, "", "").status()).isEqualTo(401);
    String basic = ServiceFixture.basic("key:other");
    assertThat(fixture.ask("GET " + ONE, basic, "").status()).isEqualTo(403);
    Answered barred = fixture.ask("GET " + ONE, ServiceFixture.basic("key-c:secret"), "");
    assertThat(barred.status()).isEqualTo(403);
    assertThat(barred.body()).contains("audiences: true");
  }

  @Test
  void aRequestThatComesTwice_isKeptOnce_alsoAfterARestart_andFromAnotherInputIsNone()
      throws IOException {
    named();
    String body = "{\"source_request_id\":\"r\",\"changes\":[" + add(1) + "]}";
    assertThat(ask("POST " + MEMBERSHIPS, body).status()).isEqualTo(202);
    assertThat(ask("POST " + MEMBERSHIPS, body).status()).isEqualTo(202);
    fixture.restart(INPUTS, CONNECTIONS);
    assertThat(ask("POST " + MEMBERSHIPS, body).status()).isEqualTo(202);
    assertThat(fixture.awaitLedger("\"delivered\":1"))
        .contains("\"accepted\":1,\"duplicates\":2", "\"balanced\":true");
    String other = ServiceFixture.basic("key-b:secret");
    assertThat(fixture.ask("POST " + MEMBERSHIPS, other, body).status()).isEqualTo(202);
    assertThat(fixture.awaitLedger("\"delivered\":2")).contains("\"accepted\":2");
  }

  @Test
  void whatIsKnown_survivesARestart_andABatchOfEventsChangesIt() throws IOException {
    named();
    String known =
        "{\"action\":\"add\",\"mpid\":1,\"user_identities\":{\"email\":\"old\"},"
            + "\"timestamp_unixtime_ms\":1000}";
    assertThat(ask("POST " + MEMBERSHIPS, changes(known)).status()).isEqualTo(202);
    fixture.restart(INPUTS, CONNECTIONS);
    String batch =
        "{\"mpid\":1,\"user_identities\":{\"customerid\":\"c\"},\"events\":[{\"event_type\":"
            + "\"user_identity_change\",\"data\":{\"old\":{\"identity_type\":\"email\","
            + "\"identity\":\"old\"},\"new\":{\"identity_type\":\"email\",\"identity\":null}}}]}";
    assertThat(ask("POST /v2/events", batch).status()).isEqualTo(202);
    fixture.awaitLedger("\"delivered\":3");
    assertThat(fixture.records()).hasSize(3);
    assertThat(fixture.records().get(1))
        .contains("\"IsMember\":false,\"UserIdentities\":{\"Email\":\"old\",\"MPID\":\"1\"}");
    assertThat(fixture.records().get(2))
        .contains("\"IsMember\":true,\"UserIdentities\":{\"CustomerId\":\"c\",\"MPID\":\"1\"}");
  }

  @Test
  void anIdentityWrittenInOtherEscapes_isTheSame() throws IOException {
    named();
    String known =
        "{\"action\":\"add\",\"mpid\":1,\"user_identities\":{\"email\":\"%s\"},"
            + "\"device_identities\":{\"ios_idfv\":"
            + "\"\\u00300000000-0000-0000-0000-000000000000\"}}";
    String once = changes(known.formatted("a/\u00fc"), known.formatted("\\u0061\\/\\u00FC"));
    assertThat(ask("POST " + MEMBERSHIPS, once).status()).isEqualTo(202);
    assertThat(fixture.awaitLedger("\"delivered\":2")).contains("\"accepted\":2,");
    assertThat(fixture.records())
        .allMatch(r -> r.contains("\"UserIdentities\":{\"Email\":\"a/\u00fc\",\"MPID\":\"1\"}"));
  }

  @Test
  void aConnectionThatHoldsAsMuchAsItMay_refusesChangesAndBatches_orDiscards() throws IOException {
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    String bounded =
        "[{ name: out, type: audience, output: o, deliveryStreamName: s, maxPendingBytes: 1MiB%s }]";
    fixture.reload(INPUTS, bounded.formatted(""));
    named();
    Answered answered = ask("POST " + MEMBERSHIPS, many(1_000));
    for (int i = 0; i < 20 && answered.status() == 202; i++) {
      answered = ask("POST " + MEMBERSHIPS, many(1_000));
    }
    assertThat(answered.status()).isEqualTo(503);
    assertThat(answered.body()).contains("connection out holds as much as its maxPendingBytes");
    assertThat(ask("POST /v2/events", ServiceFixture.BATCH).status()).isEqualTo(503);
    fixture.reload(INPUTS, bounded.formatted(", whenFull: discard"));
    assertThat(ask("POST " + MEMBERSHIPS, changes(add(2))).status()).isEqualTo(202);
    assertThat(fixture.awaitLedger("\"discarded\":1")).contains("\"balanced\":true");
  }

  @Test
  void aDisabledConnectionThatDiscards_countsAndSendsNothing() throws IOException {
    fixture.reload(
        INPUTS,
        "[{ name: out, type: audience, output: o, deliveryStreamName: s, enabled: false,"
            + " whileDisabled: discard }]");
    named();
    assertThat(ask("POST " + MEMBERSHIPS, changes(add(1), add(2))).status()).isEqualTo(202);
    assertThat(fixture.awaitLedger("\"discarded\":2"))
        .contains("\"accepted\":2", "\"pending\":0", "\"balanced\":true");
    assertThat(fixture.records()).isEmpty();
  }
}
