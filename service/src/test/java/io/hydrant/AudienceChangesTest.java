package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.console.AuditLog;
import io.hydrant.console.Token;
import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What became of audiences lately, on the page and for programs. Each test has an audience of its
/// own in the one service.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AudienceChangesTest {
  private static final String INPUTS =
      "[{ name: crm, key: key, secret: secret, audiences: true, partner: acme }]";
  private static final String CONNECTIONS =
      "[{ name: out, type: audience, output: o, deliveryStreamName: s,"
          + " removeMembersOnDelete: true }]";
  private static final Pattern WHAT = Pattern.compile("\"what\":\"(\\w+)\"");
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"(\\w+)\"");

  private ServiceFixture fixture;
  private Path home;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    home = data.resolve("data");
    fixture = new ServiceFixture(data, INPUTS, CONNECTIONS, Clock.system());
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private Answered ask(String start, String body) throws IOException {
    return fixture.ask(start, ServiceFixture.basic("key:secret"), body);
  }

  private void named(int audience, String names) throws IOException {
    assertThat(ask("PUT /v1/audiences/" + audience, "{" + names + "}").status()).isLessThan(300);
  }

  /// The id of the request.
  private String changed(int audience, String... changes) throws IOException {
    String body = "{\"changes\":[" + String.join(",", changes) + "]}";
    Answered answered = ask("POST /v1/audiences/" + audience + "/memberships", body);
    assertThat(answered.status()).as(answered.body()).isEqualTo(202);
    return answered.header("x-hydrant-request-id");
  }

  private static String change(String action, int mpid) {
    return "{\"action\":\"%s\",\"mpid\":%d,\"user_identities\":{\"email\":\"%d@shop.example\"}}"
        .formatted(action, mpid, mpid);
  }

  private String changes(String query) throws IOException {
    return fixture.look("/api/audiences?" + query).body();
  }

  private static List<String> what(String changes) {
    List<String> what = new ArrayList<>();
    Matcher matcher = WHAT.matcher(changes);
    while (matcher.find()) {
      what.add(matcher.group(1));
    }
    return what;
  }

  /// A member of the first change that has it.
  private static String first(String name, String changes) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"(\\w+)\"").matcher(changes);
    assertThat(matcher.find(changes.indexOf("\"changes\""))).as(changes).isTrue();
    return matcher.group(1);
  }

  private String page(String path, String cookie) throws IOException {
    return fixture.look("GET " + path, "localhost\r\n" + cookie.strip()).body();
  }

  /// What a partner says when a user has other attributes.
  private static String attributes(int mpid, int audience) {
    String of = "{\"audience_id\":" + audience + ",\"audience_name\":\"cart\"";
    return "{\"type\":\"audience_membership_change_request\",\"timestamp_ms\":5000,"
        + "\"user_profiles\":[{\"mpid\":\""
        + mpid
        + "\",\"audiences\":["
        + of
        + ",\"action\":\"attribute_update\"}]}]}";
  }

  @Test
  void whatHappens_isTold_theLatestFirst_withTheRequestThatBroughtIt() throws IOException {
    named(1, "\"name\":\"basket\"");
    named(1, "\"name\":\"basket\"");
    named(1, "\"name\":\"cart\",\"externalName\":\"Cart\"");
    String request = changed(1, change("add", 11), change("add", 11), change("remove", 12));
    ask(
        "POST /v2/events",
        "{\"mpid\":11,\"user_identities\":{\"customerid\":\"c\"},\"events\":[]}");
    changed(1, change("remove", 11));
    assertThat(ask("POST /v1/partner/acme", attributes(11, 1)).status()).isEqualTo(200);

    String changes = changes("audience=1");
    assertThat(what(changes))
        .containsExactly(
            "attributes",
            "left",
            "identities",
            "absent",
            "stayed",
            "entered",
            "called",
            "renamed",
            "made");
    assertThat(changes)
        .contains("\"was\":\"basket\"", "\"name\":\"cart\"", "\"input\":\"crm\"")
        .contains("\"id\":1,\"name\":\"cart\",\"externalName\":\"Cart\",\"members\":0,")
        .containsPattern("\"isBeingDeleted\":false,\"changedAt\":\"\\d{4}-")
        .contains("\"request\":\"" + request + "\"")
        .doesNotContain("shop.example", "\"mpid\"");
    assertThat(fixture.look("/api/requests/" + request).status()).isEqualTo(200);
    assertThat(page("/audiences?audience=1", ""))
        .contains("identities changed", "from basket", "href=\"/request?id=" + request)
        .doesNotContain("shop.example");
  }

  @Test
  void whatComesTwice_isToldOnce() throws IOException {
    named(2, "\"name\":\"n\"");
    String body = "{\"source_request_id\":\"x\",\"changes\":[" + change("add", 21) + "]}";
    for (int i = 0; i < 2; i++) {
      assertThat(ask("POST /v1/audiences/2/memberships", body).status()).isEqualTo(202);
    }
    assertThat(what(changes("audience=2"))).containsExactly("entered", "made");
  }

  @Test
  void thoseOfAUser_andThoseBefore_areFound() throws IOException {
    named(3, "\"name\":\"n\"");
    changed(3, change("add", 31), change("add", 32), change("remove", 31));
    String only = "{\"action\":\"add\",\"user_identities\":{\"email\":\"only@shop.example\"}}";
    changed(3, only);
    assertThat(what(changes("audience=3&user=31"))).containsExactly("left", "entered");
    String mark = first("user", changes("audience=3&user=31&limit=1"));
    assertThat(mark).matches("[0-9a-f]{8}");
    assertThat(what(changes("user=%23" + mark))).containsExactly("left", "entered");
    assertThat(what(changes("user=only%40shop.example"))).containsExactly("entered");
    assertThat(what(changes("audience=3&user=33"))).isEmpty();

    String first = changes("audience=3&limit=2");
    assertThat(what(first)).containsExactly("entered", "left");
    String rest = changes("audience=3&limit=100&before=" + first("next", first));
    assertThat(what(rest)).containsExactly("entered", "entered", "made");
    assertThat(rest).doesNotContain("\"next\"");
    assertThat(fixture.look("/api/audiences?audience=x").status()).isEqualTo(400);
    assertThat(fixture.look("/audiences?before=x").status()).isEqualTo(400);
    assertThat(fixture.look("/api/audiences?limit=1001").status()).isEqualTo(400);
  }

  @Test
  void whoItIs_isShownToWhoIsSignedInAndAsks_andWrittenDown() throws IOException {
    named(4, "\"name\":\"n\"");
    changed(4, change("add", 41));
    String changes = changes("audience=4&user=41");
    String id = first("id", changes);
    String mark = first("user", changes);
    String path = "/audiences/change?id=" + id;
    String cookie = fixture.signedIn();
    assertThat(page(path, "")).contains("Sign in to see them").doesNotContain("41@shop.example");
    String asked = page(path, cookie);
    assertThat(asked).contains("Show who it is", "#" + mark).doesNotContain("41@shop.example");
    Matcher csrf = CSRF.matcher(asked);
    assertThat(csrf.find()).isTrue();
    String form = "csrf=" + csrf.group(1) + "&id=" + id + "&user=";

    Answered shown = fixture.send("POST /audiences/reveal", cookie, form + mark);
    assertThat(shown.body()).contains("41@shop.example", "<code>41</code>");
    Answered other = fixture.send("POST /audiences/reveal", cookie, form + "00000000");
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.body()).doesNotContain("41@shop.example");
    assertThat(fixture.send("POST /audiences/reveal", "", form + mark).status()).isEqualTo(401);
    Path audit = home.resolve(AuditLog.FILE);
    assertThat(Files.readAllLines(audit))
        .anySatisfy(entry ->
            assertThat(entry)
                .contains("\"deed\":\"/audiences/reveal\"", "user=" + mark)
                .contains(shown.header("x-hydrant-request-id"))
                .doesNotContain("41@shop.example"));
    assertThat(page("/audiences/change?id=0", cookie)).contains("There is no such change");
  }

  @Test
  void aProgramWithTheToken_isShownWhoItIs() throws IOException {
    named(5, "\"name\":\"n\"");
    changed(5, change("add", 51));
    String changes = changes("audience=5&user=51");
    String id = first("id", changes);
    String order = "{\"id\":\"" + id + "\",\"user\":\"" + first("user", changes) + "\"}";
    assertThat(order(order, "")).extracting(Answered::status).isEqualTo(401);
    String token = Files.readString(home.resolve(Token.FILE)).strip();
    assertThat(order(order, token).body())
        .contains("\"mpid\":\"51\",\"identities\":{\"email\":\"51@shop.example\"}");
    assertThat(order("{\"id\":\"" + id + "\",\"user\":\"0\"}", token).status()).isEqualTo(404);
    assertThat(order("{\"id\":\"" + id + "\"}", token).status()).isEqualTo(404);
  }

  private Answered order(String body, String token) throws IOException {
    String bearer = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    String head =
        "POST /api/audiences/reveal HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(bearer, body.length());
    try (RawClient client = new RawClient(fixture.consolePort())) {
      return client.send(head + body).read();
    }
  }

  @Test
  void whoIsErased_isForgottenHere_thatSomebodyEnteredIsNot() throws IOException {
    named(6, "\"name\":\"n\"");
    changed(6, change("add", 61), change("add", 62));
    String mark = first("user", changes("audience=6&user=61"));
    assertThat(ask("DELETE /v1/users/61", "").status()).isEqualTo(202);
    String left = changes("audience=6");
    assertThat(what(left)).containsExactly("entered", "entered", "made");
    assertThat(left).doesNotContain(mark).contains("\"user\":\"");
    assertThat(page("/audiences?audience=6", "")).contains(">forgotten</span>");
    assertThat(what(changes("audience=6&user=62"))).containsExactly("entered");

    changed(6, change("add", 61));
    assertThat(what(changes("audience=6&user=61"))).containsExactly("entered");
    assertThat(what(changes("audience=6"))).hasSize(4);
  }

  @Test
  void whoIsErasedByAnIdentity_orWasNeverKnown_isForgottenLikewise() throws IOException {
    named(8, "\"name\":\"n\"");
    changed(8, change("add", 81));
    assertThat(ask("POST /v1/partner/acme", attributes(82, 8)).status()).isEqualTo(200);
    String path = "/audiences?audience=8";
    assertThat(page(path, "")).contains(">not known</span>");
    assertThat(ask("DELETE /v1/users/82", "").status()).isEqualTo(202);
    String request =
        "{\"type\":\"dsr_processing_request\",\"id\":\"x\",\"subject_request_type\":\"erasure\","
            + "\"subject_identities\":{\"email\":{\"encoding\":\"raw\",\"value\":"
            + "\"81@shop.example\"}}}";
    assertThat(ask("POST /v1/partner/acme", request).status()).isEqualTo(200);
    String forgotten = ">forgotten</span>";
    String left = fixture.await(path, page -> page.split(forgotten, -1).length == 3);
    assertThat(left.split(forgotten, -1)).hasSize(3);
    assertThat(left).doesNotContain(">not known</span>");
  }

  @Test
  void aDeletion_isToldOnceForAllMembers_andTheAudienceIsGone() throws IOException {
    named(9, "\"name\":\"gone\"");
    changed(9, change("add", 91), change("add", 92));
    assertThat(ask("DELETE /v1/audiences/9", "").status()).isEqualTo(202);
    String changes = fixture.await("/api/audiences?audience=9", "\"deleted\"");
    assertThat(what(changes)).containsExactly("deleted", "deleting", "entered", "entered", "made");
    assertThat(changes).doesNotContain("\"id\":9,");
    assertThat(page("/audiences?audience=9", "")).contains("gone</a>", ">being deleted</span>");
  }
}
