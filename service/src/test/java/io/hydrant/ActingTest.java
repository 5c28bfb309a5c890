package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.console.AuditLog;
import io.hydrant.console.Token;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person does on the pages, and who is kept from it, over a stream that takes nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActingTest {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");
  private static final Pattern LETTER = Pattern.compile("/dead/letter\\?id=([0-9a-z-]+)");
  private static final String NONE = "";

  private final MovableClock clock = new MovableClock();
  private ServiceFixture fixture;
  private String token;
  private Path audit;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    fixture = new ServiceFixture(data, clock);
    fixture.restart("sendAsBatch: false, retryFor: 1s");
    audit = data.resolve("data").resolve(AuditLog.FILE);
    token = Files.readString(data.resolve("data").resolve(Token.FILE)).strip();
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    for (int i = 0; i < 3; i++) {
      assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    }
    assertThat(fixture.awaitLedger("\"dead\":3")).contains("\"balanced\":true");
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private Answered send(String start, String headers, String body) throws IOException {
    return fixture.send(start, headers, body);
  }

  private String page(String path, String cookie) throws IOException {
    return send("GET " + path, cookie, NONE).body();
  }

  /// The header with which a browser comes back after the token was given.
  private String signedIn() throws IOException {
    Answered answered = send("POST /sign-in", NONE, "then=%2Falerts&token=" + token);
    assertThat(answered.status()).isEqualTo(303);
    assertThat(answered.header("location")).isEqualTo("/alerts");
    String cookie = answered.header("set-cookie");
    assertThat(cookie)
        .matches("hydrant=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict")
        .doesNotContain(token);
    return "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  private String csrf(String cookie) throws IOException {
    return "csrf=" + first(CSRF, page("/alerts", cookie));
  }

  @Test
  void whoIsNotSignedIn_looks_andNothingElse() throws IOException {
    for (String path : List.of("/", "/alerts", "/connections", "/dead?connection=out")) {
      assertThat(page(path, NONE)).contains("Sign in to act").doesNotContain("method=\"post\"");
    }
    for (String deed :
        List.of("connections/pause", "connections/resume", "dead/discard", "dead/reveal")) {
      Answered answered = send("POST /" + deed, NONE, "connection=out&csrf=0&error=&confirm=yes");
      assertThat(answered.status()).isEqualTo(401);
    }
    assertThat(fixture.look("/api/connections").body()).contains("\"state\":\"");
    assertThat(fixture.look("/api/connections").body()).doesNotContain("paused");
  }

  @Test
  void aConnectionIsPausedAndResumed() throws IOException {
    String cookie = signedIn();
    String form = csrf(cookie) + "&connection=out";
    assertThat(send("POST /connections/pause", cookie, form).header("location"))
        .isEqualTo("/connections");
    assertThat(page("/connections", cookie)).contains(">paused</span>", "Resume out");
    assertThat(send("POST /connections/resume", cookie, form).status()).isEqualTo(303);
    assertThat(page("/connections", cookie))
        .doesNotContain(">paused</span>")
        .contains("firehose:PutRecord", "<code>retryFor</code>", "Send Screen Views");
  }

  @Test
  void anAlertIsAcknowledgedAndMuted() throws IOException {
    String cookie = signedIn();
    assertThat(page("/alerts", cookie))
        .contains("Retry Limit Exceeded", "docs/runbook.md#retry_limit_exceeded", "<rect ");
    String form = csrf(cookie) + "&connection=out&type=RETRY_LIMIT_EXCEEDED";
    assertThat(send("POST /alerts/acknowledge", cookie, form).status()).isEqualTo(303);
    assertThat(send("POST /alerts/mute", cookie, form + "&minutes=60").status()).isEqualTo(303);
    assertThat(page("/alerts", cookie)).contains("acknowledged</span>", "muted until <time");
    assertThat(send("POST /alerts/mute", cookie, form + "&minutes=x").status()).isEqualTo(400);
    assertThat(send("POST /alerts/mute", cookie, csrf(cookie) + "&connection=o&type=NO&minutes=1"))
        .extracting(Answered::status)
        .isEqualTo(404);
  }

  @Test
  void whatALetterCarriesIsShownToWhoIsSignedInAndAsks() throws IOException {
    String cookie = signedIn();
    String list = page("/dead?connection=out&error=HTTP+500", cookie);
    assertThat(list).contains("<strong>3</strong> letters", "HTTP 500 InternalFailure");
    String letter = "/dead/letter?id=" + first(LETTER, list);
    assertThat(page(letter, NONE)).contains("Sign in to see it").doesNotContain("custom_event");
    assertThat(page(letter, cookie)).contains("Show what we sent").doesNotContain("custom_event");
    String form = csrf(cookie) + "&id=" + first(LETTER, list);
    Answered revealed = send("POST /dead/reveal", cookie, form);
    assertThat(revealed.body()).contains("custom_event");
    assertThat(Files.readAllLines(audit))
        .anySatisfy(entry ->
            assertThat(entry)
                .contains("\"deed\":\"/dead/reveal\"", "{id=" + first(LETTER, list) + "}")
                .contains(revealed.header("x-hydrant-request-id"))
                .doesNotContain("custom_event"));
    assertThat(AuditLog.verify(audit).wrongLine()).isZero();
    assertThat(page("/dead/letter?id=1-0-0", cookie)).contains("There is no such dead letter");
  }

  @Test
  void discardingWantsToBeConfirmed() throws IOException {
    String cookie = signedIn();
    String form = csrf(cookie) + "&connection=out&error=";
    assertThat(send("POST /dead/discard", cookie, form).status()).isEqualTo(400);
    String none = csrf(cookie) + "&connection=other&error=&confirm=yes";
    assertThat(send("POST /dead/discard", cookie, none).status()).isEqualTo(404);
    assertThat(fixture.look("/api/ledger").body()).contains("\"dead\":3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: http://hydrant.example",
        "Origin: null",
        "Origin: http://localhost:81"
      })
  void anotherSitesFormIsRefused_evenWithEverythingInIt(String from) throws IOException {
    String cookie = signedIn();
    String form = csrf(cookie) + "&connection=out";
    Answered answered = send("POST /connections/pause", cookie + from + "\r\n", form);
    assertThat(answered.status()).isEqualTo(403);
    assertThat(send("POST /sign-in", from + "\r\n", "token=" + token).status()).isEqualTo(403);
    for (String looked : List.of("GET /alerts", "GET /api/ledger", "OPTIONS /api/ledger")) {
      assertThat(send(looked, cookie + from + "\r\n", NONE).headers())
          .as("what lets another site's script read it")
          .doesNotContainKey("access-control-allow-origin");
    }
  }

  /// Nobody is trusted here who says where a request comes from, and how.
  @Test
  void whatIsForwardedByNobodyCountsForNothing() throws IOException {
    String forged = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 198.51.100.1\r\n";
    Answered answered = send("POST /sign-in", forged, "token=" + token);
    assertThat(answered.header("set-cookie")).startsWith("hydrant=").doesNotContain("Secure");
    assertThat(send("POST /sign-in", forged + "Origin: https://localhost\r\n", "token=" + token))
        .extracting(Answered::status)
        .isEqualTo(403);
  }

  @Test
  void aFormOfAnotherSignInIsRefused() throws IOException {
    String mine = signedIn();
    String theirs = csrf(signedIn());
    for (String form : List.of(theirs, "csrf=", "csrf=0")) {
      Answered answered = send("POST /connections/pause", mine, form + "&connection=out");
      assertThat(answered.status()).isEqualTo(403);
    }
    assertThat(send("POST /connections/pause", mine, "connection=out").status()).isEqualTo(400);
    String twice = csrf(mine) + "&connection=other&connection=out";
    assertThat(send("POST /connections/pause", mine, twice).body()).contains("is there twice");
  }

  @Test
  void aSignInEnds_byAPersonsWord_unused_andAfterTwelveHours() throws IOException {
    String cookie = signedIn();
    assertThat(send("POST /sign-out", cookie, csrf(cookie)).header("set-cookie"))
        .contains("Max-Age=0");
    assertThat(page("/alerts", cookie)).contains("Sign in to act");

    String idle = signedIn();
    clock.advance(Duration.ofMinutes(29));
    assertThat(page("/alerts", idle)).contains("Sign out");
    clock.advance(Duration.ofMinutes(29));
    assertThat(page("/alerts", idle + "HX-Request: true\r\n")).contains("Sign out");
    clock.advance(Duration.ofMinutes(1));
    assertThat(page("/alerts", idle))
        .as("what refreshes itself is no use")
        .contains("Sign in to act");

    String old = signedIn();
    for (int i = 0; i < 25; i++) {
      assertThat(page("/alerts", old)).contains("Sign out");
      clock.advance(Duration.ofMinutes(29));
    }
    assertThat(page("/alerts", old)).contains("Sign in to act");
  }

  @Test
  void aSignInIsNewEachTime_andTheOneBeforeEnds() throws IOException {
    String before = signedIn();
    Answered again = send("POST /sign-in", before, "token=" + token);
    assertThat(again.header("set-cookie")).doesNotContain(before.substring(16, 40));
    assertThat(page("/alerts", before)).contains("Sign in to act");
  }

  @Test
  void wrongTokensAreSlowedDown_theRightOneToo() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(send("POST /sign-in", NONE, "token=no").status()).isEqualTo(403);
    }
    Answered early = send("POST /sign-in", NONE, "token=" + token);
    assertThat(early.status()).isEqualTo(429);
    assertThat(early.header("retry-after")).isNotEmpty();
    clock.advance(Duration.ofSeconds(2));
    assertThat(send("POST /sign-in", NONE, "token=no").status()).isEqualTo(403);
    clock.advance(Duration.ofMillis(1_500));
    assertThat(send("POST /sign-in", NONE, "token=" + token).status()).isEqualTo(429);
    clock.advance(Duration.ofSeconds(1));
    signedIn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//hydrant.example", "https://hydrant.example", "/\\hydrant.example", "%"})
  void aSignInLeadsNowhereElse(String then) throws IOException {
    String sent = "token=" + token + "&then=" + then.replace("%", "%25");
    assertThat(send("POST /sign-in", NONE, sent).header("location")).isEqualTo("/");
  }
}
