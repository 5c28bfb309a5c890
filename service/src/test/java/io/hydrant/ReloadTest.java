package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.console.Token;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running service that is given another configuration.
class ReloadTest {
  private static final String INPUTS = "[{ name: a, key: key, secret: secret }]";
  private static final String SINGLY = "sendAsBatch: false, deliveryStreamName: ";
  private static final String SENDING = out(SINGLY + "s");
  private static final String NOWHERE = out(SINGLY + "nowhere");
  private static final String ELSEWHERE =
      "[{ name: other, output: o, deliveryStreamName: s, sendAsBatch: false }]";

  private final Prompt prompt = new Prompt();
  @TempDir Path data;
  private ServiceFixture fixture;

  private static String out(String settings) {
    return "[{ name: out, output: o, " + settings + " }]";
  }

  @BeforeEach
  void open() throws IOException {
    fixture = new ServiceFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> reload(String connections) throws IOException {
    return fixture.reload(INPUTS, connections);
  }

  private void post(int status) throws IOException {
    assertThat(fixture.post(BATCH).status()).isEqualTo(status);
  }

  private void awaitRecords(int count) throws InterruptedException {
    fixture.emulator.awaitRecords("s", count, Duration.ofSeconds(60));
    assertThat(fixture.emulator.records("s", 0)).hasSize(count);
  }

  private int run(String... words) {
    return fixture.run(prompt, words);
  }

  private String said() {
    return prompt.said();
  }

  @Test
  void aWrongStreamName_isRepairedForWhatAlreadyWaits_andTheReloadSaysHowManyThatMoves()
      throws Exception {
    reload(NOWHERE);
    post(202);
    fixture.awaitLedger("\"pending\":1");
    assertThat(reload(SENDING))
        .containsExactly(
            "connection out: delivery changed; 1 events that wait go to s in us-east-1");
    awaitRecords(1);
    assertThat(fixture.awaitLedger("\"delivered\":1")).contains("\"balanced\":true");
  }

  @Test
  void aDisabledConnection_holds_untilItIsEnabled() throws Exception {
    assertThat(reload(out(SINGLY + "s, enabled: false")))
        .containsExactly("connection out: disabled, holds what comes in; 0 events that wait");
    post(202);
    post(202);
    assertThat(fixture.awaitLedger("\"pending\":2")).contains("\"discarded\":0");
    assertThat(run("connections")).isZero();
    assertThat(said()).contains("out         disabled  -");
    assertThat(fixture.emulator.records("s", 0)).isEmpty();
    reload(SENDING);
    awaitRecords(2);
  }

  @Test
  void aDisabledConnectionThatDiscards_countsWhatItThrowsAway_andKeepsWhatCameBefore()
      throws Exception {
    reload(out(SINGLY + "s, enabled: false"));
    post(202);
    reload(out(SINGLY + "s, enabled: false, whileDisabled: discard"));
    post(202);
    String ledger = fixture.awaitLedger("\"discarded\":1");
    assertThat(ledger).contains("\"accepted\":2", "\"pending\":1", "\"balanced\":true");
    reload(SENDING);
    awaitRecords(1);
  }

  @Test
  void aRemovedConnection_isHeld_andANewOneOfItsNameDoesNotSendWhatItOwes() throws Exception {
    reload(NOWHERE);
    post(202);
    fixture.awaitLedger("\"pending\":1");
    assertThat(reload(ELSEWHERE))
        .containsExactlyInAnyOrder(
            "connection other: added",
            "connection out: removed; 1 events that wait are kept until another connection adopts"
                + " them or they are discarded (hydrant connections)");
    reload(SENDING);
    post(202);
    awaitRecords(1);
    fixture.awaitLedger("\"delivered\":1");
    assertThat(run("connections")).isZero();
    assertThat(said()).containsPattern("out +sending +s in us-east-1 +0 ");
    assertThat(said()).containsPattern("out#1 +removed +- +1 ");

    fixture.restart("sendAsBatch: false");
    assertThat(run("connections", "adopt", "out#1", "nobody")).isEqualTo(1);
    assertThat(said()).contains("There is no connection of this name");
    assertThat(run("connections", "adopt", "out#1", "out")).isZero();
    awaitRecords(2);
    assertThat(fixture.awaitLedger(ledger -> !ledger.contains("out#1"))).doesNotContain("out#1");
  }

  @Test
  void whatARemovedConnectionOwes_isDiscardedByAPersonsWordOnly() throws Exception {
    reload(NOWHERE);
    post(202);
    fixture.awaitLedger("\"pending\":1");
    reload(ELSEWHERE);
    assertThat(run("connections", "discard", "out")).isEqualTo(2);
    assertThat(said()).contains("say --yes");
    assertThat(run("connections", "discard", "other", "--yes")).isEqualTo(1);
    assertThat(said()).contains("No removed connection of this name owes anything");
    for (int i = 0; i < 100 && run("connections", "discard", "out", "--yes") != 0; i++) {
      Clock.system().parkUntil(Clock.system().nanos() + 50_000_000);
    }
    assertThat(said()).contains("What out owed is discarded.");
    assertThat(run("connections", "--json")).isZero();
    assertThat(said()).doesNotContain("out#1").contains("\"name\":\"other\"");
    assertThat(run("ledger", "--audit")).as(said()).isZero();
  }

  @Test
  void anOrder_needsTheToken_andJson() throws Exception {
    Path token = data.resolve("data").resolve(Token.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
        .isEqualTo("rw-------");
    String path = "/api/connections/discard";
    assertThat(fixture.look("GET " + path, "127.0.0.1").status()).isEqualTo(405);
    String text = "\r\nContent-Type: text/plain";
    assertThat(fixture.look("POST " + path, "127.0.0.1" + text).status()).isEqualTo(415);
    String json = "\r\nContent-Type: application/json";
    assertThat(fixture.look("POST " + path, "127.0.0.1" + json).status()).isEqualTo(401);
    String wrong = json + "\r\nAuthorization: Bearer " + "0".repeat(64);
    assertThat(fixture.look("POST " + path, "127.0.0.1" + wrong).status()).isEqualTo(401);
    String right = json + "\r\nAuthorization: Bearer " + Files.readString(token).strip();
    assertThat(fixture.look("POST " + path, "127.0.0.1" + right).status()).isEqualTo(400);
    assertThat(fixture.look("POST " + path, "evil.example" + right).status()).isEqualTo(403);
  }

  @Test
  void whatWaits_leavesUnderTheContentSettingsItWasAcceptedWith() throws Exception {
    String window = "deliveryStreamName: s, batchInterval: 2s, uniqueId: ";
    String batch = BATCH.replace("\"mpid\"", "\"mp_deviceid\":\"d\",\"mpid\"");
    reload(out(window + "before"));
    assertThat(fixture.post(batch).status()).isEqualTo(202);
    reload(out(window + "after"));
    assertThat(fixture.post(batch).status()).isEqualTo(202);
    fixture.emulator.awaitRecords("s", 2, Duration.ofSeconds(60));
    assertThat(fixture.emulator.records("s", 0).stream().map(ReloadTest::text))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"unique_id\":\"before\""),
            second -> assertThat(second).contains("\"unique_id\":\"after\""));
  }

  private static String text(StoredRecord stored) {
    return new String(stored.data(), StandardCharsets.UTF_8);
  }

  @Test
  void anInputsSecretAndRate_changeAtOnce() throws Exception {
    List<String> changes =
        fixture.reload("[{ name: a, key: key, secret: secret, rate: 1 }]", SENDING);
    assertThat(changes).containsExactly("input a: changed");
    post(202);
    post(429);
    fixture.reload("[{ name: a, key: key, secret: secret, rate: 1 }]", NOWHERE);
    post(429);
    fixture.reload("[{ name: a, key: key, secret: another }]", SENDING);
    post(403);
    fixture.reload(INPUTS, SENDING);
    post(202);
    awaitRecords(2);
  }

  @Test
  void aPreviewGoesByWhatRunsNow() throws Exception {
    reload(out(SINGLY + "s, sendCustomEvents: false, sendBatchesWithoutEvents: false"));
    String body = "{\"batch\":" + BATCH + "}";
    String head =
        "\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    assertThat(fixture.look("POST /api/preview", "localhost" + head).body())
        .contains("\"setting\":\"sendCustomEvents\"");
  }
}
