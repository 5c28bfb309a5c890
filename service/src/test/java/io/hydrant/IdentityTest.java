package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who users are, as client SDKs ask: by what @mparticle/web-sdk sent, and by what others could.
class IdentityTest {
  private static final String INPUTS =
      "[{ name: shop, key: "
          + SdkFixture.WEB_KEY
          + ", platforms: [web] },"
          + " { name: crm, key: crm, secret: secret, audiences: true }]";
  private static final String CONNECTIONS =
      "[{ name: out, type: audience, output: o, deliveryStreamName: s }]";

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

  private static String known(String... namesAndValues) {
    StringBuilder json = new StringBuilder("{\"known_identities\":{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      json.append(i == 0 ? "\"" : ",\"").append(namesAndValues[i]).append("\":\"");
      json.append(namesAndValues[i + 1]).append('"');
    }
    return json.append("}}").toString();
  }

  private static String mpid(Answered answered) throws Exception {
    assertThat(answered.status()).as(answered.body()).isEqualTo(200);
    JsonIndex json = JsonIndex.of(answered.body().getBytes(StandardCharsets.UTF_8));
    int mpid = json.find(0, JsonName.of("mpid"));
    assertThat(json.is(mpid, JsonIndex.Kind.STRING)).isTrue();
    assertThat(Long.parseLong(json.string(mpid))).isPositive();
    return json.string(mpid);
  }

  private static String login(String... namesAndValues) throws Exception {
    return mpid(sdk.identity("login", known(namesAndValues)));
  }

  private static Answered modify(String mpid, String type, String before, String now)
      throws IOException {
    return sdk.identity(
        mpid + "/modify",
        "{\"identity_changes\":[{\"identity_type\":\"%s\",\"old_value\":%s,\"new_value\":%s}]}"
            .formatted(type, quoted(before), quoted(now)));
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "null" : '"' + value + '"';
  }

  private static Answered crm(String start, String body) throws IOException {
    return sdk.service.ask(start, ServiceFixture.basic("crm:secret"), body);
  }

  @Test
  void whatTheSdkAskedInAVisit_findsTheSameUsersAgain_alsoAfterARestart() throws Exception {
    String anonymous = mpid(sdk.identity("identify", SdkFixture.capture("web-sdk-02")));
    Answered answered = sdk.identity("login", SdkFixture.capture("web-sdk-08"));
    String ann = mpid(answered);
    assertThat(ann).isNotEqualTo(anonymous);
    assertThat(answered.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answered.body())
        .isEqualTo(
            SdkFixture.capture("web-sdk-09")
                .replaceAll("\\s", "")
                .replace("-9000000000000000001", ann)
                .replaceFirst(
                    "\\{\"email\"(.*),\"customerid\":\"c1\"",
                    "{\"customerid\":\"c1\",\"email\"$1"));
    assertThat(mpid(sdk.identity("logout", SdkFixture.capture("web-sdk-17")))).isEqualTo(anonymous);

    sdk.service.restart(INPUTS, CONNECTIONS);
    assertThat(mpid(sdk.identity("identify", SdkFixture.capture("web-sdk-02"))))
        .isEqualTo(anonymous);
    assertThat(login("customerid", "c1")).isEqualTo(ann);
    assertThat(login("email", "a@example.com")).isEqualTo(ann);

    Answered changed = sdk.identity(ann + "/modify", SdkFixture.capture("web-sdk-13"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body())
        .isEqualTo(
            "{\"change_results\":[{\"identity_type\":\"email\",\"modified_mpid\":\""
                + ann
                + "\"}]}");
    assertThat(login("email", "b@example.com")).isEqualTo(ann);
    assertThat(login("email", "a@example.com")).isNotIn(ann, anonymous);
    String page = sdk.service.look("/v1/users/" + ann).body();
    assertThat(page)
        .contains(
            "\"email\":\"b@…\"", "\"customer_id\":\"…\"", "\"foundBy\":[\"customerid\",\"email\"]")
        .doesNotContain("example", "c1");
  }

  @Test
  void theFirstIdentityThatIsKnown_findsTheUser_butNotSomebodyElse() throws Exception {
    String byMail = login("email", "one@x.example");
    assertThat(login("customerid", "one", "email", "one@x.example"))
        .as("who had no customer id has one now")
        .isEqualTo(byMail);
    assertThat(login("customerid", "one")).isEqualTo(byMail);
    String two = login("customerid", "two", "email", "one@x.example");
    assertThat(two).as("another customer with the same address").isNotEqualTo(byMail);
    assertThat(login("email", "one@x.example")).isEqualTo(byMail);
    assertThat(login("customerid", "two")).isEqualTo(two);
    assertThat(modify(two, "email", "", "one@x.example").status()).isEqualTo(200);
    assertThat(login("email", "one@x.example"))
        .as("an identity of somebody stays that one's")
        .isEqualTo(byMail);
    assertThat(modify(two, "customerid", "two", "").status()).isEqualTo(200);
    assertThat(login("customerid", "two")).isNotEqualTo(two);
  }

  @Test
  void aDevice_isItsAnonymousUsers_whoeverLogsInThere() throws Exception {
    String anonymous = login("device_application_stamp", "d-1");
    String ann = login("email", "ann@x.example", "device_application_stamp", "d-1");
    String bob = login("email", "bob@x.example", "device_application_stamp", "d-1");
    assertThat(List.of(anonymous, ann, bob)).doesNotHaveDuplicates();
    assertThat(login("device_application_stamp", "d-1")).isEqualTo(anonymous);
    assertThat(login("device_application_stamp", "d-2")).isNotEqualTo(anonymous);
    String first = login("email", "cid@x.example", "device_application_stamp", "d-3");
    assertThat(login("device_application_stamp", "d-3")).isNotEqualTo(first);
  }

  @Test
  void search_findsWhoIsKnown_andMakesNobody() throws Exception {
    String body = known("email", "sought@x.example");
    assertThat(sdk.identity("search?cb=1", body).status()).isEqualTo(404);
    assertThat(sdk.identity("search?cb=1", body).body()).contains("\"Errors\":[{\"code\":");
    String mpid = login("email", "sought@x.example");
    assertThat(mpid(sdk.identity("search?cb=1", body))).isEqualTo(mpid);
  }

  @Test
  void aChangeOfIdentities_reachesTheAudiencesOfTheUser_inItsOrder() throws Exception {
    String mpid = login("customerid", "m1", "email", "m1@x.example");
    assertThat(crm("PUT /v1/audiences/7", "{\"name\":\"seven\"}").status()).isIn(200, 201);
    int before = sdk.service.records().size();
    assertThat(
            crm(
                    "POST /v1/audiences/7/memberships",
                    "{\"changes\":[{\"action\":\"add\",\"mpid\":" + mpid + "}]}")
                .status())
        .isEqualTo(202);
    assertThat(modify(mpid, "email", "m1@x.example", "m2@x.example").status()).isEqualTo(200);
    assertThat(modify(mpid, "email", "", "").status()).isEqualTo(200);
    List<String> records = sdk.records(before, 5);
    assertThat(records.stream().map(IdentityTest::told))
        .containsExactly(
            "true m1@x.example",
            "false m1@x.example",
            "true m2@x.example",
            "false m2@x.example",
            "true ");
    String path = "/v1/" + SdkFixture.WEB_KEY + "/audience?mpid=" + mpid;
    for (String prefix : List.of("GET ", "GET /nativeevents")) {
      Answered audiences = sdk.page(prefix + path, "");
      assertThat(audiences.status()).isEqualTo(200);
      assertThat(audiences.body())
          .startsWith("{\"dt\":\"cam\",\"ct\":")
          .endsWith("\"audience_memberships\":[{\"audience_id\":7}]}");
    }
    assertThat(sdk.page("GET " + path.replace(mpid, "5"), "").body())
        .endsWith("\"audience_memberships\":[]}");
  }

  private static String told(String record) {
    String email = record.replaceFirst("(?s).*\"Email\":\"([^\"]*)\".*", "$1");
    return record.replaceFirst("(?s).*\"IsMember\":(true|false).*", "$1")
        + " "
        + (email.equals(record) ? "" : email);
  }

  @Test
  void whoIsForgotten_isFoundByNothingAnyMore() throws Exception {
    String forgotten = login("customerid", "gone", "email", "gone@x.example");
    assertThat(crm("DELETE /v1/users/" + forgotten, "").status()).isEqualTo(202);
    assertThat(sdk.identity("search", known("customerid", "gone")).status()).isEqualTo(404);
    assertThat(login("customerid", "gone")).isNotEqualTo(forgotten);
    assertThat(sdk.service.look("/v1/users/" + forgotten).status()).isEqualTo(404);
  }

  /// One that the hosted product made, of an app that comes from there.
  @Test
  void anMpidFromElsewhere_isTakenAsItIs() throws Exception {
    assertThat(modify("-9000000000000000001", "customerid", "", "elsewhere").status())
        .isEqualTo(200);
    Answered answered = sdk.identity("login", known("customerid", "elsewhere"));
    assertThat(answered.body()).contains("\"mpid\":\"-9000000000000000001\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"known_identities\":{}}",
        "{\"known_identities\":7}",
        "{\"known_identities\":{\"email\":\"\",\"alias\":\"x\"}}"
      })
  void whoNamesNobody_isToldSo(String body) throws Exception {
    Answered answered = sdk.identity("identify", body);
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answered.body()).contains("known_identities: names nobody.", "\"StatusCode\":400");
  }

  @Test
  void anUnknownKey_opensNothing() throws Exception {
    byte[] body = known("email", "x@x.example").getBytes(StandardCharsets.UTF_8);
    for (String header : List.of("", "x-mp-key: nobody\r\n", "x-mp-key: crm\r\n")) {
      Answered answered = sdk.send("POST /identity/v1/identify", header, body);
      assertThat(answered.status()).isEqualTo(403);
      assertThat(answered.header("access-control-allow-origin")).isEqualTo("*");
    }
  }
}
