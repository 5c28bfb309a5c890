package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Clock;
import io.hydrant.store.DiskScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person is forgotten, from a request to the bytes on the disk.
final class ErasureTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String INPUTS =
      "[{ name: a, key: key, secret: secret, audiences: true },"
          + " { name: p, key: key-p, secret: secret, audiences: true, partner: mparticle },"
          + " { name: c, key: key-c, secret: secret }]";

  /// Nothing leaves: what is due waits beside what is not, and some has died.
  private static final String CONNECTIONS =
      "[{ name: singles, type: event, output: o, deliveryStreamName: s, sendAsBatch: false,"
          + " enabled: false },"
          + " { name: windows, type: event, output: o, deliveryStreamName: s, enabled: false },"
          + " { name: sessions, type: event, output: o, deliveryStreamName: s, enabled: false,"
          + " waitForCompleteBatch: true },"
          + " { name: members, type: audience, output: o, deliveryStreamName: s,"
          + " enabled: false }]";

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

  private void everythingOf(int mpid, String email) throws IOException {
    String identities = "\"user_identities\":{\"email\":\"" + email + "\"}";
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"session_id\":"
            + mpid
            + ",\"x\":\""
            + email
            + "x".repeat(600)
            + "\"}}";
    for (int i = 0; i < 3; i++) {
      assertThat(
              ask(
                      "POST /v2/events",
                      "{\"mpid\":" + mpid + "," + identities + ",\"events\":[" + event + "]}")
                  .status())
          .isEqualTo(202);
    }
    assertThat(
            ask(
                    "POST /v1/audiences/7/memberships",
                    "{\"changes\":[{\"action\":\"add\",\"mpid\":" + mpid + "," + identities + "}]}")
                .status())
        .isEqualTo(202);
  }

  private String await(String id, Predicate<String> isReady) throws IOException {
    String found = ask("GET /v1/erasures/" + id, "").body();
    for (int i = 0; i < 1_000 && !isReady.test(found); i++) {
      Clock.system().parkUntil(Clock.system().nanos() + 20_000_000);
      found = ask("GET /v1/erasures/" + id, "").body();
    }
    return found;
  }

  private static String id(Answered answered) {
    return answered.body().replaceFirst("\\{\"erasure\":\"(\\w+)\"}", "$1");
  }

  @Test
  void aPerson_isForgotten_andCounted_andNoFileHoldsAnythingOfHim() throws IOException {
    assertThat(ask("PUT /v1/audiences/7", "{\"name\":\"n\"}").status()).isEqualTo(201);
    everythingOf(1, ANN);
    everythingOf(2, BOB);
    fixture.stop();
    assertThat(DiskScan.of(data, ANN).all()).isGreaterThan(5);
    fixture.restart(INPUTS, CONNECTIONS);

    Answered asked = ask("DELETE /v1/users/1", "");
    assertThat(asked.status()).isEqualTo(202);
    assertThat(ask("GET /v1/audiences/7", "").body()).contains("\"members\":1");
    String done = await(id(asked), found -> found.contains("\"done\":true"));
    assertThat(done)
        .isEqualTo(
            "{\"erasure\":\""
                + id(asked)
                + "\",\"done\":true,\"stage\":\"done\",\"events\":9,\"changes\":1}");
    String ledger = fixture.look("/api/ledger").body();
    assertThat(ledger.split("\"erased\":3", -1)).hasSize(4);
    assertThat(ledger).contains("\"erased\":1");
    assertThat(fixture.look("/api/ledger/audit").body()).doesNotContain("\"agrees\":false");
    assertThat(fixture.look("/metrics").body())
        .contains("hydrant_erased_total{connection=\"members\"} 1");

    fixture.stop();
    assertThat(DiskScan.of(data, ANN).all()).isZero();
    assertThat(DiskScan.of(data, BOB).tables()).isGreaterThan(5);
    fixture.restart(INPUTS, CONNECTIONS.replace("enabled: false", "enabled: true"));
    fixture.awaitLedger("\"delivered\":3");
    assertThat(
            fixture.emulator.records("s", 0).stream()
                .map(record -> new String(record.data(), StandardCharsets.UTF_8)))
        .noneMatch(record -> record.contains(ANN))
        .anyMatch(record -> record.contains(BOB));
  }

  @Test
  void onlyWhoMayChangeAudiences_mayEraseAndLook() throws IOException {
    String basic = ServiceFixture.basic("key-c:secret");
    assertThat(fixture.ask("DELETE /v1/users/1", basic, "").status()).isEqualTo(403);
    assertThat(fixture.ask("GET /v1/erasures/0", basic, "").status()).isEqualTo(403);
    assertThat(fixture.ask("DELETE /v1/users/1", "", "").status()).isEqualTo(401);
    assertThat(ask("GET /v1/erasures/" + "0".repeat(32), "").status()).isEqualTo(404);
    assertThat(ask("GET /v1/erasures/nonsense", "").status()).isEqualTo(404);
    assertThat(ask("DELETE /v1/users/ann", "").status()).isEqualTo(404);
    assertThat(ask("GET /v1/users/1", "").status()).isEqualTo(405);
  }

  @Test
  void aPartner_hasSomebodyForgotten_byIdentities() throws IOException {
    assertThat(ask("PUT /v1/audiences/7", "{\"name\":\"n\"}").status()).isEqualTo(201);
    everythingOf(1, ANN);
    everythingOf(2, BOB);
    String request =
        "{\"type\":\"dsr_processing_request\",\"id\":\"x\",\"subject_request_type\":\"%s\","
            + "\"subject_identities\":{%s}}";
    String named = "\"email\":{\"encoding\":\"raw\",\"value\":\"" + ANN + "\"}";
    String basic = ServiceFixture.basic("key-p:secret");
    String path = "POST /v1/partner/mparticle";
    assertThat(fixture.ask(path, basic, request.formatted("access", named)).status())
        .isEqualTo(400);
    assertThat(fixture.ask(path, basic, request.formatted("erasure", "\"fax\":{}")).status())
        .isEqualTo(400);
    Answered asked = fixture.ask(path, basic, request.formatted("erasure", named));
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.body()).contains("\"type\":\"dsr_processing_response\"", "\"id\":\"x\"");
    String ledger = fixture.awaitLedger(all -> all.split("\"erased\":3", -1).length == 4);
    assertThat(ledger).contains("\"erased\":1");
    assertThat(ask("GET /v1/audiences/7", "").body()).contains("\"members\":1");
  }
}
