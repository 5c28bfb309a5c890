package io.hydrant;

import static io.hydrant.LiveReader.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.Prompt;
import io.hydrant.console.AuditLog;
import io.hydrant.console.Token;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What passes, as `GET /api/live` tells it to those who watch.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTest {
  private static final String INPUTS = "[{ name: a, key: key, secret: secret, audiences: true }]";
  private static final String CONNECTIONS =
      """
      [{ name: out, type: event, output: o, deliveryStreamName: s, sendAsBatch: false,
      retryFor: 1s, sendScreenViews: false },
      { name: people, type: audience, output: o, deliveryStreamName: s }]
      """;
  private static final String PERSONAL =
      """
      {"events":[{"event_type":"custom_event","data":{"event_name":"Bought a ring"}},\
      {"event_type":"screen_view","data":{}}],"mpid":77001,\
      "user_identities":{"email":"ann@example.com"},\
      "device_info":{"ios_idfv":"6D1C5B1E-0000-4000-8000-00000000ABCD"}}\
      """;

  private static final String OTHER =
      PERSONAL
          .replace("7700", "8800")
          .replace("ann@", "bob@")
          .replace("ABCD", "ABCE")
          .replace("screen_view", "push_message");

  private ServiceFixture fixture;
  private String token;
  private Path audit;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    fixture = new ServiceFixture(data, INPUTS, CONNECTIONS, Clock.system());
    audit = data.resolve("data").resolve(AuditLog.FILE);
    token = Files.readString(data.resolve("data").resolve(Token.FILE)).strip();
  }

  /// Nothing of the test before is on its way any more.
  @BeforeEach
  void allIsQuiet() throws IOException {
    fixture.emulator.clearFaults();
    Pattern busy = Pattern.compile("\"pending\":[1-9]");
    fixture.awaitLedger(ledger -> !busy.matcher(ledger).find());
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private LiveReader watch(String query) throws IOException {
    return new LiveReader(
        fixture.consolePort(), "?past=false" + (query.isEmpty() ? "" : "&" + query));
  }

  private LiveReader watchFromTheBeginning(String query) throws IOException {
    return new LiveReader(fixture.consolePort(), "?" + query);
  }

  private String post(String body) throws IOException {
    Answered answered = fixture.post(body);
    assertThat(answered.status()).isEqualTo(202);
    return answered.header("x-hydrant-request-id");
  }

  @Test
  void aBatch_isFollowedFromItsRequestToItsRecord() throws IOException {
    try (LiveReader live = watch("connection=out")) {
      assertThat(live.header("Content-Type")).isEqualTo("text/event-stream");
      String request = post(PERSONAL);
      String accepted = live.next("accepted");
      assertThat(member(accepted, "request")).isEqualTo(request);
      assertThat(member(accepted, "input")).isEqualTo("a");
      assertThat(member(accepted, "connection")).isEqualTo("out");
      assertThat(member(accepted, "types")).isEqualTo("{\"custom_event\":1,\"screen_view\":1}");
      assertThat(member(accepted, "events")).isEqualTo("2");
      assertThat(member(live.next(), "settings")).isEqualTo("{\"sendScreenViews\":1}");
      assertThat(member(live.next("grouped"), "detail")).contains("leaves at once");
      String sent = live.next("sent");
      assertThat(member(sent, "sequences")).isEqualTo(member(accepted, "sequences"));
      assertThat(member(sent, "devices")).isEqualTo(member(accepted, "devices"));
      String record = fixture.emulator.records("s", 0).getLast().recordId();
      assertThat(member(sent, "record")).isEqualTo(record);
      assertThat(fixture.records().getLast()).contains(member(sent, "message"));
    }
  }

  @Test
  void whoWatches_isToldNothingOfAPerson() throws IOException {
    try (LiveReader live = watch("")) {
      post(PERSONAL);
      for (String event = live.next(); ; event = live.next()) {
        assertThat(event).doesNotContain("77001", "ann@", "ring", "6D1C5B1E", "content");
        if (member(event, "state").equals("sent")) {
          break;
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "device=6D1C5B1E-0000-4000-8000-00000000ABCD, accepted",
    "user=ann@example.com, accepted",
    "user=77001, accepted",
    "type=screen_view, accepted",
    "state=filtered, filtered",
    "state=sent&type=custom_event&user=77001, sent",
  })
  void aFilter_letsThatThrough_andNothingElse(String query, String state) throws IOException {
    try (LiveReader live = watch("connection=out&" + query)) {
      post(OTHER);
      String request = post(PERSONAL);
      String first = live.next();
      assertThat(member(first, "state")).isEqualTo(state);
      if (!state.equals("sent")) {
        assertThat(member(first, "request")).isEqualTo(request);
      } else {
        assertThat(fixture.records().getLast()).contains(member(first, "message"), "77001");
      }
    }
  }

  @Test
  void aMark_canBeAskedForInPlaceOfWhoItStandsFor() throws IOException {
    String mark;
    try (LiveReader live = watch("state=accepted")) {
      post(PERSONAL);
      mark = member(live.next(), "devices").replaceAll("[^0-9a-f]", "");
    }
    assertThat(mark).hasSize(8);
    try (LiveReader live = watchFromTheBeginning("state=sent&device=" + mark)) {
      assertThat(member(live.next(), "devices")).contains(mark);
    }
  }

  @Test
  void aRequest_isFoundAfterwards_withWhatBecameOfIt() throws IOException {
    String request;
    try (LiveReader live = watch("connection=out")) {
      post(PERSONAL);
      live.next("sent");
      request = post(PERSONAL.replace("77001", "99001"));
      live.next("sent");
    }
    try (LiveReader live = watchFromTheBeginning("request=" + request)) {
      assertThat(member(live.next(), "state")).isEqualTo("accepted");
      live.next("grouped");
      assertThat(member(live.next(), "state")).isEqualTo("sent");
    }
  }

  @Test
  void aTwin_isADuplicate() throws IOException {
    String twin = "{\"source_request_id\":\"twin-1\"," + PERSONAL.substring(1);
    try (LiveReader live = watch("state=duplicate")) {
      post(twin);
      String request = post(twin);
      assertThat(member(live.next(), "request")).isEqualTo(request);
    }
  }

  @Test
  void whatFirehoseRefuses_isSeenAgain_andDead() throws IOException {
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    try (LiveReader live = watch("connection=out")) {
      post(PERSONAL);
      String again = live.next("again");
      assertThat(member(again, "detail")).contains("InternalFailure");
      assertThat(member(again, "attempts")).isEqualTo("1");
      String dead = live.next("dead");
      assertThat(member(dead, "message")).isEqualTo(member(again, "message"));
      assertThat(member(dead, "detail")).contains("retries ended", "InternalFailure");
    }
  }

  @Test
  void aReplay_isBetweenTheDeathAndTheRecord() throws IOException {
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    Prompt prompt = new Prompt();
    try (LiveReader live = watch("connection=out")) {
      post(PERSONAL);
      String dead = live.next("dead");
      fixture.emulator.clearFaults();
      fixture.await("/api/dead?connection=out", "InternalFailure");
      assertThat(fixture.run(prompt, "dead", "replay", "--connection", "out")).isZero();
      String replayed = live.next("replayed");
      assertThat(member(replayed, "detail")).contains("dead letters, by a person's word");
      assertThat(member(replayed, "sequences"))
          .contains(member(dead, "sequences").replaceAll("\\D", ""));
      while (!member(live.next("sent"), "message").equals(member(dead, "message"))) {}
    }
  }

  @Test
  void whatIsRefused_isShown_withTheReasonAndNothingOfIt() throws IOException {
    try (LiveReader live = watch("state=refused")) {
      Answered wrong = fixture.post("{\"events\":\"ann@example.com\"}");
      assertThat(wrong.status()).isEqualTo(400);
      String refused = live.next();
      assertThat(member(refused, "detail")).startsWith("400: events");
      assertThat(member(refused, "input")).isEqualTo("a");
      assertThat(member(refused, "request")).isEqualTo(wrong.header("x-hydrant-request-id"));
      assertThat(refused).doesNotContain("ann@");
      fixture.ask("POST /v2/events", ServiceFixture.basic("key:wrong"), PERSONAL);
      String unknown = live.next();
      assertThat(member(unknown, "detail")).startsWith("403: ").doesNotContain("wrong:");
      assertThat(member(unknown, "input")).isEmpty();
    }
  }

  @Test
  void aChangeOfAnAudience_isFollowedToo() throws IOException {
    String basic = ServiceFixture.basic("key:secret");
    fixture.ask("PUT /v1/audiences/5", basic, "{\"name\":\"n\"}");
    try (LiveReader live = watch("connection=people")) {
      String body =
          "{\"changes\":[{\"action\":\"add\",\"mpid\":9,\"user_identities\":{\"email\":\"e\"}}]}";
      Answered answered = fixture.ask("POST /v1/audiences/5/memberships", basic, body);
      String accepted = live.next("accepted");
      assertThat(member(accepted, "request")).isEqualTo(answered.header("x-hydrant-request-id"));
      String sequence = member(live.next("sent"), "sequences").replaceAll("\\D", "");
      assertThat(member(accepted, "sequences")).contains(sequence);
    }
  }

  @Test
  void whoComesBack_isShownWhatPassedMeanwhile() throws IOException {
    String before;
    try (LiveReader live = watch("state=sent")) {
      post(PERSONAL);
      before = member(live.next(), "id");
      post(PERSONAL);
      live.next();
    }
    try (LiveReader live = new LiveReader(fixture.consolePort(), "?state=sent", null, before)) {
      assertThat(Long.parseLong(member(live.next(), "id"))).isGreaterThan(Long.parseLong(before));
    }
  }

  @Test
  void contentIsForWhoHasTheToken() throws IOException {
    assertThat(fixture.look("/api/live?reveal=true").status()).isEqualTo(401);
    String id;
    try (LiveReader live =
        new LiveReader(
            fixture.consolePort(), "?state=accepted&reveal=true&past=false", token, "")) {
      post(PERSONAL);
      String event = live.next();
      while (!member(event, "content").equals(PERSONAL)) {
        event = live.next();
      }
      id = member(event, "id");
    }
    assertThat(fixture.look("/api/live/" + id).status()).isEqualTo(401);
    String host = "127.0.0.1\r\nAuthorization: Bearer " + token;
    assertThat(member(fixture.look("GET /api/live/" + id, host).body(), "content"))
        .isEqualTo(PERSONAL);
    assertThat(fixture.look("GET /api/live/999999", host).status()).isEqualTo(404);
    assertThat(Files.readAllLines(audit))
        .anyMatch(entry -> entry.contains("\"deed\":\"/api/live\",\"what\":\"what passes\""))
        .anyMatch(entry -> entry.contains("\"what\":\"" + id + " of out\""))
        .noneMatch(entry -> entry.contains("77001"));
    assertThat(AuditLog.verify(audit).wrongLine()).isZero();
  }

  @Test
  void whatCannotBe_isRefused() throws IOException {
    assertThat(fixture.look("/api/live?state=gone").body()).contains("accepted, duplicate");
    assertThat(fixture.look("/api/live?divice=x").status()).isEqualTo(400);
    assertThat(fixture.look("POST /api/live", "127.0.0.1").status()).isEqualTo(405);
  }

  @Test
  void itEnds_whenTheServiceDoes(@TempDir Path other) throws IOException {
    try (ServiceFixture ending = new ServiceFixture(other);
        LiveReader live = new LiveReader(ending.consolePort(), "")) {
      ending.stop();
      assertThatThrownBy(live::next).isInstanceOf(IOException.class);
    }
  }
}
