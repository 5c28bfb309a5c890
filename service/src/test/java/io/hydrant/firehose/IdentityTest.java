package io.hydrant.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.AssumedRole;
import io.hydrant.settings.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who we are to AWS: found once, shared, and found anew when AWS says that it is no good.
class IdentityTest {
  private static final String TAKEN = "{\"RequestResponses\":[{\"RecordId\":\"1\"}]}";
  private static final String ROLE = "arn:aws:iam::111122223333:role/hydrant";

  /// How the SDK is told where STS is.
  private static final String STS = "aws.endpointUrlSts";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-25T10:00:00Z"));
  private ScriptedEndpoint endpoint;
  private ScriptedEndpoint sts;
  private AmazonFirehose amazon;

  @BeforeEach
  void open() throws Exception {
    endpoint = new ScriptedEndpoint();
    sts = new ScriptedEndpoint();
    System.setProperty(STS, sts.uri().toString());
    amazon = AmazonFirehose.open(clock, FirehoseOptions.STANDARD);
  }

  @AfterEach
  void close() {
    amazon.close();
    sts.close();
    endpoint.close();
    System.clearProperty(STS);
  }

  @Test
  void role_isTakenOnceForConnectionsThatShareIt() throws Exception {
    sts.then(session("ASIAONE", "token one"));
    Firehose first = amazon.to(withRole("external-1"));
    Firehose second = amazon.to(withRole("external-1"));
    Asked.put(first, Asked.batch(1));
    Asked.put(first, Asked.batch(1));
    Asked.put(second, Asked.batch(1));
    assertThat(sts.received()).hasSize(1);
    String asked = sts.received().getFirst().body().text();
    assertThat(asked)
        .contains("Action=AssumeRole", "ExternalId=external-1", "RoleSessionName=hydrant");
    assertThat(endpoint.received())
        .hasSize(3)
        .allMatch(request -> request.header("x-amz-security-token").equals("token one"))
        .allMatch(request -> request.header("authorization").contains("Credential=ASIAONE/"));
  }

  @Test
  void otherExternalId_isAnotherSession() throws Exception {
    sts.then(session("ASIAONE", "token one")).then(session("ASIATWO", "token two"));
    Asked.put(amazon.to(withRole("external-1")), Asked.batch(1));
    Asked.put(amazon.to(withRole("external-2")), Asked.batch(1));
    assertThat(endpoint.received().getLast().header("x-amz-security-token")).isEqualTo("token two");
  }

  @Test
  void expiredToken_isReadAnewBeforeTheNextCall() throws Exception {
    for (String code :
        new String[] {
          "ExpiredTokenException",
          "ExpiredToken",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "MissingAuthenticationToken"
        }) {
      sts.then(session("ASIAOLD", "old")).then(session("ASIANEW", "new " + code));
      endpoint
          .then(ScriptedEndpoint.reply(400, Map.of(), "{\"__type\":\"" + code + "\"}"))
          .then(ScriptedEndpoint.ok(TAKEN));
      Firehose firehose = amazon.to(withRole(code));
      assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Refused.class);
      assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Decided.class);
      assertThat(endpoint.received().getLast().header("x-amz-security-token"))
          .isEqualTo("new " + code);
    }
  }

  @Test
  void accessDenied_keepsTheSession() throws Exception {
    sts.then(session("ASIAONE", "token one"));
    endpoint.then(ScriptedEndpoint.reply(400, Map.of(), "{\"__type\":\"AccessDeniedException\"}"));
    Firehose firehose = amazon.to(withRole("x"));
    Asked.put(firehose, Asked.batch(1));
    Asked.put(firehose, Asked.batch(1));
    assertThat(sts.received()).hasSize(1);
  }

  @Test
  void sessionNearItsEnd_isRenewedWhileCallsGoOn_evenWhenStsIsDown() throws Exception {
    VirtualClock today = new VirtualClock(Clock.system().instant());
    try (AmazonFirehose ahead = AmazonFirehose.open(today, FirehoseOptions.STANDARD)) {
      sts.then(session("ASIAOLD", "old"))
          .then(ScriptedEndpoint.closeAfterReading())
          .then(ScriptedEndpoint.silence());
      Firehose firehose = ahead.to(withRole("x"));
      put(firehose, "old");
      today.advance(Duration.ofMinutes(49));
      put(firehose, "old");
      assertThat(sts.received()).as("eleven minutes before its end").hasSize(1);
      today.advance(Duration.ofMinutes(2));
      put(firehose, "old");
      awaitSts(2);
      put(firehose, "old");
      assertThat(sts.received()).as("at most once a minute").hasSize(2);
      today.advance(Duration.ofSeconds(61));
      put(firehose, "old");
      awaitSts(3);
      put(firehose, "old");

      sts.then(session("ASIANEW", "new", Duration.ofHours(2)));
      today.advance(Duration.ofSeconds(61));
      awaitCredentials(firehose, "new");
      assertThat(today.instant()).isBefore(Clock.system().instant().plus(Duration.ofMinutes(55)));
      put(firehose, "new");
      assertThat(sts.received()).hasSize(4);
    }
  }

  private void put(Firehose firehose, String token) throws InterruptedException {
    assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Decided.class);
    assertThat(endpoint.received().getLast().header("x-amz-security-token")).isEqualTo(token);
  }

  private void awaitSts(int asked) {
    for (int i = 0; i < 3_000 && sts.received().size() < asked; i++) {
      Clock.system().parkUntil(Clock.system().nanos() + 10_000_000);
    }
    assertThat(sts.received()).hasSize(asked);
  }

  private void awaitCredentials(Firehose firehose, String token) throws InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      Asked.put(firehose, Asked.batch(1));
      if (endpoint.received().getLast().header("x-amz-security-token").equals(token)) {
        return;
      }
      Clock.system().parkUntil(Clock.system().nanos() + 10_000_000);
    }
    put(firehose, token);
  }

  @Test
  void roleThatIsRefused_isNotSentAndAskedOnceACall() throws Exception {
    sts.then(
        ScriptedEndpoint.reply(
            403,
            Map.of("Content-Type", "text/xml"),
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:user/"
                + "jane.doe is not authorized</Message></Error></ErrorResponse>"));
    Answer answer = Asked.put(amazon.to(withRole("x")), Asked.batch(1));
    assertThat(answer)
        .isEqualTo(
            new Answer.NotSent(
                Answer.Cause.CREDENTIALS, "role " + ROLE + ": AccessDenied (HTTP 403)"));
    assertThat(sts.received()).hasSize(1);
    assertThat(endpoint.received()).isEmpty();
  }

  @Test
  void stsThatFails_isAskedOnceACall() throws Exception {
    sts.then(ScriptedEndpoint.closeAfterReading());
    Answer answer = Asked.put(amazon.to(withRole("x")), Asked.batch(1));
    assertThat(answer).isInstanceOf(Answer.NotSent.class);
    assertThat(sts.received()).hasSize(1);
  }

  @Test
  void clockThatIsWrong_isCorrectedByTheServicesOwn() throws Exception {
    Instant theirs = clock.instant().plus(Duration.ofHours(1));
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC));
    endpoint
        .then(
            ScriptedEndpoint.reply(
                400, Map.of("Date", date), "{\"__type\":\"InvalidSignatureException\"}"))
        .then(ScriptedEndpoint.ok(TAKEN));
    Firehose firehose = amazon.to(Asked.delivery(endpoint.uri()));
    assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Refused.class);
    assertThat(Asked.put(firehose, Asked.batch(1))).isInstanceOf(Answer.Decided.class);
    assertThat(endpoint.received().getFirst().header("x-amz-date")).isEqualTo("20261125T100000Z");
    assertThat(endpoint.received().getLast().header("x-amz-date")).isEqualTo("20261125T110000Z");
  }

  @Test
  void clockThatIsALittleWrong_isLeftAlone() throws Exception {
    Instant theirs = clock.instant().plus(Duration.ofMinutes(3));
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC));
    endpoint.then(
        ScriptedEndpoint.reply(
            400, Map.of("Date", date), "{\"__type\":\"InvalidSignatureException\"}"));
    Firehose firehose = amazon.to(Asked.delivery(endpoint.uri()));
    Asked.put(firehose, Asked.batch(1));
    Asked.put(firehose, Asked.batch(1));
    assertThat(endpoint.received().getLast().header("x-amz-date")).isEqualTo("20261125T100000Z");
  }

  @Test
  void nothingSecret_isInAnyText() {
    Delivery delivery = Asked.delivery(endpoint.uri(), Asked.keys("a token"), null);
    String shown = delivery + " " + new Identity.Key(delivery);
    assertThat(shown).doesNotContain(Asked.SECRET_KEY, Asked.ACCESS_KEY, "a token");
  }

  private Delivery withRole(String externalId) {
    return Asked.delivery(endpoint.uri(), Asked.keys(null), new AssumedRole(ROLE, externalId));
  }

  private static ScriptedEndpoint.Act session(String accessKey, String token) {
    return session(accessKey, token, Duration.ofHours(1));
  }

  private static ScriptedEndpoint.Act session(String accessKey, String token, Duration lasts) {
    String expiration = Clock.system().instant().plus(lasts).toString();
    return ScriptedEndpoint.reply(
        200,
        Map.of("Content-Type", "text/xml"),
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>"
            + accessKey
            + "</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>"
            + token
            + "</SessionToken><Expiration>"
            + expiration
            + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");
  }
}
