package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Clock;
import io.hydrant.vectors.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The partner door, asked and judged by what the public partner SDK wrote.
class PartnerDoorTest {
  private static final String INPUTS =
      "[{ name: a, key: key, secret: secret, audiences: true, partner: acme,"
          + " partnerToken: opensesame },"
          + " { name: b, key: key-b, secret: secret, audiences: true, partner: other }]";
  private static final String CONNECTIONS =
      "[{ name: out, type: audience, output: o, deliveryStreamName: s,"
          + " removeMembersOnDelete: true }]";
  private static final String ACME = "POST /v1/partner/acme";

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

  private Answered ask(String message) throws IOException {
    return fixture.ask(ACME, "Bearer opensesame", message);
  }

  private static String capture(String name) throws IOException {
    try (InputStream file =
        PartnerDoorTest.class.getResourceAsStream("/captures/firehose-" + name + ".json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String json) {
    return (Map<String, Object>) Objects.requireNonNull(JsonTree.of(json));
  }

  private static String profiles(String... profiles) {
    return "{\"type\":\"audience_membership_change_request\",\"timestamp_ms\":5000,"
        + "\"user_profiles\":["
        + String.join(",", profiles)
        + "]}";
  }

  @ParameterizedTest
  @CsvSource({
    "03-EventProcessingRequest, 04-EventProcessingResponse",
    "05-AudienceMembershipChangeRequest, 06-AudienceMembershipChangeResponse",
    "07-AudienceSubscriptionRequest, 08-AudienceSubscriptionResponse",
    "09-DsrProcessingRequest, 10-DsrProcessingResponse",
  })
  void aRequestOfTheSdk_isAnsweredWithTheMembersOfItsAnswer(String request, String response)
      throws IOException {
    Answered answered = ask(capture(request));
    assertThat(answered.status()).isEqualTo(200);
    Map<String, Object> ours = object(answered.body());
    Map<String, Object> theirs = object(capture(response));
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    theirs.forEach(
        (member, value) -> assertThat(ours.get(member)).as(member).hasSameClassAs(value));
    assertThat(ours.get("type")).isEqualTo(theirs.get("type"));
    assertThat(ours.get("firehose_version")).isEqualTo(theirs.get("firehose_version"));
    assertThat(ours.get("id")).isEqualTo(object(capture(request)).get("id"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void registration_asksForEveryIdentityAsItIs_inTheFormOfTheSdk() throws IOException {
    Answered answered = ask(capture("01-ModuleRegistrationRequest"));
    Map<String, Object> ours = object(answered.body());
    Map<String, Object> theirs = object(capture("02-ModuleRegistrationResponse"));
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    ours.forEach((member, value) -> {
      assertThat(value).as(member).hasSameClassAs(theirs.get(member));
      if (value instanceof Map<?, ?> object) {
        assertThat((Map<Object, Object>) theirs.get(member))
            .as(member)
            .containsKeys(object.keySet().toArray());
      }
    });
    Map<String, Object> permissions =
        (Map<String, Object>) Objects.requireNonNull(ours.get("permissions"));
    assertThat(permissions).containsEntry("allow_access_mpid", true);
    List<Object> users = (List<Object>) Objects.requireNonNull(permissions.get("user_identities"));
    List<Object> devices =
        (List<Object>) Objects.requireNonNull(permissions.get("device_identities"));
    assertThat(users)
        .hasSize(17)
        .contains(
            Map.of("type", "customer", "encoding", "raw", "required", false),
            Map.of("type", "other10", "encoding", "raw", "required", false));
    assertThat(devices)
        .hasSize(8)
        .contains(
            Map.of("type", "google_advertising_id", "encoding", "raw", "required", false),
            Map.of("type", "ios_vendor_id", "encoding", "raw", "required", false));
  }

  @Test
  void membershipsOfTheSdk_becomeRecords_theirAudiencesCreatedByName() throws IOException {
    assertThat(ask(capture("05-AudienceMembershipChangeRequest")).status()).isEqualTo(200);
    String ledger = fixture.awaitLedger("\"delivered\":2");
    assertThat(ledger).contains("\"accepted\":3", "\"filtered\":{\"attributeUpdate\":1}");
    String identities =
        "\"UserIdentities\":{\"CustomerId\":\"4739c5c11d833bb199c16ff95a92b267\","
            + "\"Email\":\"e179e95c00e7718ab4a23840f992ea63\",\"MPID\":\"12345\","
            + "\"AndroidId\":\"a0504a8cfa15ce2c\","
            + "\"GoogleAdvertisingIdentifier\":\"31a22ef0-f119-48d4-b009-a217a26a862a\","
            + "\"AppleAdvertisingIdentifier\":\"66b728c2-f9a4-4d87-82ef-ce07414fe3f7\","
            + "\"AppleVendorIdentifier\":\"97b826c2-ab80-4876-a184-db36cc39b1ee\"}}\n";
    assertThat(fixture.records())
        .containsExactly(
            "{\"MembershipChangedTimestamp\":\"1795461999\",\"AudienceId\":456,"
                + "\"AudienceName\":\"Example Audience Name\",\"IsMember\":true,"
                + identities,
            "{\"MembershipChangedTimestamp\":\"1795461999\",\"AudienceId\":654,"
                + "\"AudienceName\":\"Example Audience Name 4\",\"IsMember\":false,"
                + identities);
  }

  @Test
  void aMessageThatComesTwice_isAnsweredAlike_andKeptOnce() throws IOException {
    String message = capture("05-AudienceMembershipChangeRequest");
    assertThat(ask(message).status()).isEqualTo(200);
    assertThat(ask(message).status()).isEqualTo(200);
    assertThat(fixture.awaitLedger("\"delivered\":2")).contains("\"accepted\":3,\"duplicates\":3");
  }

  @Test
  void subscription_namesTheAudience_renamesIt_andDeletesIt() throws IOException {
    assertThat(ask(capture("07-AudienceSubscriptionRequest")).status()).isEqualTo(200);
    assertThat(shown()).contains("\"id\":1234,\"name\":\"New Users Low Engagement\"");
    Answered updated =
        ask(
            "{\"type\":\"audience_subscription_request\",\"audience_id\":1234,"
                + "\"action\":\"update\",\"audience_name\":\""
                + "x".repeat(101)
                + "\",\"audience_subscription_settings\":{\"k\":\"v\"}}");
    assertThat(updated.body()).contains("\"audience_subscription_settings\":{\"k\":\"v\"}");
    assertThat(shown()).contains("\"name\":\"" + "x".repeat(100) + "\"");
    String member =
        "{\"mpid\":\"1\",\"audiences\":[{\"audience_id\":1234,\"audience_name\":\"n\","
            + "\"action\":\"add\"}]}";
    assertThat(ask(profiles(member)).status()).isEqualTo(200);
    String remove =
        "{\"type\":\"audience_subscription_request\",\"audience_id\":1234,\"action\":\"remove\"}";
    assertThat(ask(remove).status()).isEqualTo(200);
    fixture.awaitLedger("\"delivered\":3");
    assertThat(fixture.records()).hasSize(3);
    assertThat(fixture.records().get(1)).contains("\"IsMember\":false");
    assertThat(fixture.records().get(2)).contains("\"IsDeleted\":true");
    assertThat(shown()).isEqualTo("{\"audiences\":[]}");
  }

  private String shown() throws IOException {
    return fixture.ask("GET /v1/audiences", ServiceFixture.basic("key:secret"), "").body();
  }

  @Test
  void invalidProfiles_areSkippedWhole_andCounted_theOthersTaken() throws IOException {
    String audience = "{\"audience_id\":1,\"audience_name\":\"n\",\"action\":\"%s\"}";
    String add = audience.formatted("add");
    Answered answered =
        ask(
            profiles(
                "7",
                "{\"audiences\":[" + add + "]}",
                "{\"mpid\":\"x\",\"audiences\":[" + add + "]}",
                "{\"mpid\":1,\"audiences\":[" + add + "," + audience.formatted("enter") + "]}",
                "{\"mpid\":1,\"audiences\":[{\"audience_id\":0,\"action\":\"add\"}]}",
                "{\"mpid\":1,\"audiences\":[{\"audience_id\":2,\"action\":\"add\"}]}",
                "{\"mpid\":1,\"user_identities\":{},\"audiences\":[" + add + "]}",
                "{\"mpid\":1,\"user_identities\":[{\"type\":\"email\",\"value\":[]}],"
                    + "\"audiences\":["
                    + add
                    + "]}",
                "{\"mpid\":2,\"user_identities\":[{\"type\":\"fax\",\"value\":[]}],"
                    + "\"audiences\":["
                    + add
                    + "]}",
                "{\"user_identities\":[{\"type\":\"other2\",\"value\":\"o\"}],\"audiences\":["
                    + add
                    + "]}"));
    assertThat(answered.status()).isEqualTo(200);
    fixture.awaitLedger("\"delivered\":2");
    assertThat(fixture.records()).hasSize(2);
    assertThat(fixture.records())
        .anyMatch(r -> r.contains("\"UserIdentities\":{\"MPID\":\"2\"}"))
        .anyMatch(r -> r.contains("\"5\"") && r.contains("{\"Other2\":\"o\"}"));
    assertThat(fixture.look("/metrics").body())
        .contains("hydrant_partner_profiles_skipped_total 8");
  }

  @Test
  void events_areCounted_andNotForwarded() throws IOException {
    assertThat(ask(capture("03-EventProcessingRequest")).status()).isEqualTo(200);
    assertThat(fixture.look("/metrics").body()).contains("hydrant_partner_event_requests_total 1");
    assertThat(fixture.look("/api/ledger").body()).contains("\"accepted\":0");
  }

  @ParameterizedTest
  @CsvSource({
    "acme, Bearer opensesame, 200",
    "acme, bearer  opensesame, 200",
    "acme, Bearer other, 403",
    "acme, Bearer, 403",
    "acme, key:secret, 200",
    "acme, key:wrong, 403",
    "acme, key-b:secret, 403",
    "other, Bearer opensesame, 403",
    "other, key-b:secret, 200",
    "nobody, Bearer opensesame, 403",
    "nobody, key:secret, 403",
    "acme, '', 401",
  })
  void aDoorOpens_toItsOwnTokenAndKeyOnly(String name, String who, int status) throws IOException {
    String authorization = who.contains(":") ? ServiceFixture.basic(who) : who;
    String message = capture("01-ModuleRegistrationRequest");
    assertThat(fixture.ask("POST /v1/partner/" + name, authorization, message).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | not valid JSON",
        "{} | type: is missing",
        "[] | type: is missing",
        "{\"type\":\"x\"} | type: is none",
        "{\"type\":\"audience_subscription_request\",\"audience_id\":-1} | audience_id: must be",
        "{\"type\":\"audience_subscription_request\",\"audience_id\":1} | action: must be",
        "{\"type\":\"audience_subscription_request\",\"audience_id\":1,\"action\":\"add\"} |"
            + " audience_name: is missing",
      })
  void aMessageThatIsNone_isRefusedInWords(String message, String error) throws IOException {
    Answered answered = ask(message);
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.body()).contains(error);
  }
}
