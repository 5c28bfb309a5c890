package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hydrant.cli.Prompt;
import io.hydrant.console.AuditLog;
import io.hydrant.console.Passwords;
import io.hydrant.console.Token;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.emulator.Operation;
import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import io.hydrant.platform.MovableClock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A console with users, behind a proxy that is trusted and speaks TLS for it: who gets in, who may
/// what, and when that ends.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");
  private static final String PASSWORD = "correct horse battery staple ö";
  private static final String BY_TLS = "X-Forwarded-Proto: https\r\n";
  private static final String NONE = "";

  private final MovableClock clock = new MovableClock();
  private final Emulator emulator = Emulator.start(EmulatorOptions.builder().stream("s").build());
  private final String hash = Passwords.hash(PASSWORD, Chance.of(new SplittableRandom(5)));
  private Path directory;
  private Service service;
  private String token;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    directory = data;
    service =
        Service.start(
            configuration(user("ada", "operator"), user("bob", "viewer")),
            clock,
            Chance.of(new SplittableRandom(3)),
            () -> {});
    token = Files.readString(data.resolve("data").resolve(Token.FILE)).strip();
  }

  @AfterAll
  void close() {
    service.close();
    emulator.close();
  }

  private String user(String name, String role) {
    return "{ name: " + name + ", role: " + role + ", password: '" + hash + "' }";
  }

  private Configuration configuration(String... users) {
    String yaml =
        ServiceFixture.yaml(emulator, "sendAsBatch: false", 0)
                .replace(
                    "console: { listen: 127.0.0.1:0 }",
                    "console: { listen: 127.0.0.1:0, hosts: [hydrant.example], users: ["
                        + String.join(", ", users)
                        + "] }")
            + "behindProxy: true\ntrustedProxies: [127.0.0.1]\n";
    return switch (ConfigurationFile.parse(yaml, "test.yaml", directory, Map.of())) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private Answered send(String start, String headers, String body) throws IOException {
    try (RawClient client = new RawClient(service.consolePort())) {
      return client
          .send(
              start
                  + " HTTP/1.1\r\nHost: hydrant.example\r\nContent-Type: "
                  + "application/x-www-form-urlencoded\r\nContent-Length: "
                  + body.length()
                  + "\r\n"
                  + headers
                  + "\r\n"
                  + body)
          .read();
    }
  }

  private static String login(String name, String password) {
    return "name=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
  }

  /// The headers with which a browser comes back.
  private String signedIn(String name) throws IOException {
    Answered answered = send("POST /sign-in", BY_TLS, login(name, PASSWORD));
    assertThat(answered.status()).as(answered.body()).isEqualTo(303);
    String cookie = answered.header("set-cookie");
    assertThat(cookie)
        .matches("__Host-hydrant=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict; Secure");
    return BY_TLS + "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
  }

  private String csrf(String headers) throws IOException {
    Matcher matcher = CSRF.matcher(send("GET /alerts", headers, NONE).body());
    assertThat(matcher.find()).isTrue();
    return "csrf=" + matcher.group(1);
  }

  @Test
  void whoIsNobody_isAskedWhoHeIs_everywhere() throws IOException {
    for (String path : List.of("/", "/alerts", "/dead", "/nothing")) {
      Answered answered = send("GET " + path, BY_TLS, NONE);
      assertThat(answered.status()).isEqualTo(303);
      assertThat(answered.header("location")).startsWith("/sign-in?then=%2F");
    }
    for (String start :
        List.of("GET /api/ledger", "GET /metrics", "GET /api/dead", "POST /api/preview")) {
      Answered answered = send(start, BY_TLS, NONE);
      assertThat(answered.status()).as(start).isEqualTo(401);
      assertThat(answered.header("www-authenticate")).isEqualTo("Bearer");
    }
    assertThat(send("GET /api/ledger", "Authorization: Bearer x\r\n", NONE).status())
        .isEqualTo(401);
    assertThat(send("GET /sign-in", NONE, NONE).body()).contains("name=\"password\"");
    assertThat(send("GET /sign-in", BY_TLS, NONE).header("strict-transport-security"))
        .isEqualTo("max-age=31536000");
    assertThat(send("GET /sign-in", NONE, NONE).header("strict-transport-security")).isEmpty();
    assertThat(send("GET /assets/hydrant.css", NONE, NONE).status()).isEqualTo(200);
    assertThat(send("GET /healthz", NONE, NONE).status()).isEqualTo(200);
  }

  @Test
  void theToken_opensWhatProgramsRead_butIsNoPassword() throws IOException {
    String bearer = "Authorization: Bearer " + token + "\r\n";
    assertThat(send("GET /api/ledger", bearer, NONE).status()).isEqualTo(200);
    assertThat(send("GET /metrics", bearer, NONE).status()).isEqualTo(200);
    assertThat(send("POST /sign-in", NONE, "token=" + token).status()).isEqualTo(400);
    Prompt prompt = new Prompt();
    String url = "http://127.0.0.1:" + service.consolePort();
    Path file = directory.resolve("data").resolve(Token.FILE);
    assertThat(prompt.run("ledger", "--url", url, "--token", file.toString()))
        .as(prompt.said())
        .isZero();
    Path other = Files.writeString(directory.resolve("other"), "no");
    assertThat(prompt.run("ledger", "--url", url, "--token", other.toString())).isEqualTo(4);
    assertThat(prompt.err()).contains("it wants its token");
  }

  @Test
  void aViewerLooks_anOperatorActs() throws IOException {
    String viewer = signedIn("bob");
    assertThat(send("GET /connections", viewer, NONE).body())
        .contains(">bob</span>", "Sign out")
        .doesNotContain("action=\"/connections/pause\"");
    assertThat(send("GET /api/ledger", viewer, NONE).status()).isEqualTo(200);
    String form = csrf(viewer) + "&connection=out";
    for (String deed :
        List.of("connections/pause", "connections/test", "dead/discard", "dead/reveal")) {
      assertThat(send("POST /" + deed, viewer, form + "&id=1-0-0&error=&confirm=yes").status())
          .as(deed)
          .isEqualTo(403);
    }
    String operator = signedIn("ada");
    assertThat(send("GET /connections", operator, NONE).body())
        .contains("action=\"/connections/pause\"");
    String deed = csrf(operator) + "&connection=out";
    assertThat(send("POST /connections/pause", operator, deed).status()).isEqualTo(303);
    assertThat(send("POST /connections/resume", operator, deed).status()).isEqualTo(303);
  }

  /// A record is put only by a person's word, which is written down first.
  @Test
  void anOperatorTestsAConnection() throws IOException {
    String operator = signedIn("ada");
    String form = csrf(operator) + "&connection=out";
    int before = emulator.records("s", 0).size();
    assertThat(send("POST /connections/test", operator, form).body())
        .contains("What AWS says", ">ok</span>", "deliverystream/s is ACTIVE", "Test out")
        .doesNotContain(">problem</span>");
    assertThat(emulator.records("s", 0)).hasSize(before);
    assertThat(send("POST /connections/test", operator, form + "&put=yes").body())
        .contains("a record was put: ");
    assertThat(emulator.records("s", 0))
        .anyMatch(
            record -> new String(record.data(), StandardCharsets.UTF_8).contains("check --put"));
    emulator.script(
        Fault.once(Misfortune.internalFailure()).on(Operation.DESCRIBE_DELIVERY_STREAM));
    assertThat(send("POST /connections/test", operator, form).body())
        .contains(">problem</span>", "InternalFailure");
    assertThat(send("POST /connections/test", operator, csrf(operator) + "&connection=x").status())
        .isEqualTo(404);
    assertThat(send("POST /connections/test", operator, "csrf=0&connection=out").status())
        .isEqualTo(403);
    assertThat(Files.readAllLines(directory.resolve("data").resolve(AuditLog.FILE)))
        .anyMatch(entry -> entry.contains("\"who\":\"ada\",\"deed\":\"/connections/test\""))
        .anyMatch(entry -> entry.contains("\"what\":\"{connection=out, put=yes}\""));
  }

  @Test
  void signingOutEverywhere_endsAllOfOne_andNobodyElses() throws IOException {
    String one = signedIn("ada");
    String other = signedIn("ada");
    String bobs = signedIn("bob");
    assertThat(send("POST /sign-out", one, csrf(one) + "&everywhere=yes").header("set-cookie"))
        .contains("Max-Age=0");
    for (String old : List.of(one, other)) {
      assertThat(send("GET /alerts", old, NONE).status()).isEqualTo(303);
    }
    assertThat(send("GET /alerts", bobs, NONE).status()).isEqualTo(200);
  }

  /// What passes after it is not shown, whether or not anything had been.
  @Test
  void signingOut_endsWhatIsBeingWatched() throws IOException {
    String watching = signedIn("bob");
    String other = signedIn("ada");
    Map<String, String> his = Map.of("X-Forwarded-Proto", "https", "Cookie", cookie(watching));
    Map<String, String> hers = Map.of("X-Forwarded-Proto", "https", "Cookie", cookie(other));
    try (LiveReader live = new LiveReader(service.consolePort(), "?state=accepted", his);
        LiveReader on = new LiveReader(service.consolePort(), "?state=accepted", hers)) {
      ServiceFixture.post(service.collectorPort(), ServiceFixture.BATCH);
      live.next("accepted");
      on.next("accepted");
      assertThat(send("POST /sign-out", watching, csrf(watching)).status()).isEqualTo(303);
      ServiceFixture.post(service.collectorPort(), ServiceFixture.BATCH);
      on.next("accepted");
      assertThatThrownBy(() -> live.next("accepted")).isInstanceOf(IOException.class);
    }
  }

  private static String cookie(String headers) {
    return headers.replaceAll("(?s).*Cookie: ([^\r]+).*", "$1");
  }

  @Test
  void aChangedRoleEndsASignIn_aLeftOutUserToo() throws IOException {
    String adas = signedIn("ada");
    String bobs = signedIn("bob");
    service.reload(configuration(user("ada", "viewer")));
    assertThat(send("GET /alerts", adas, NONE).status()).isEqualTo(303);
    assertThat(send("GET /alerts", bobs, NONE).status()).isEqualTo(303);
    service.reload(configuration(user("ada", "operator"), user("bob", "viewer")));
    assertThat(send("GET /alerts", adas, NONE).status()).as("it has ended").isEqualTo(303);
  }

  /// The cookie of a connection that could be read is another one, and is none by TLS.
  @Test
  void aCookieCounts_whereItCameFrom() throws IOException {
    String cookie = signedIn("bob").replace(BY_TLS, "");
    assertThat(send("GET /alerts", cookie, NONE).status()).isEqualTo(303);
    String plain = cookie.replace("__Host-", "");
    assertThat(send("GET /alerts", BY_TLS + plain, NONE).status()).isEqualTo(303);
    String form = csrf(BY_TLS + cookie);
    String origin = "Origin: http://hydrant.example\r\n";
    assertThat(send("POST /sign-out", BY_TLS + cookie + origin, form).status()).isEqualTo(403);
    String ours = "Origin: https://hydrant.example\r\n";
    assertThat(send("POST /sign-out", BY_TLS + cookie + ours, form).status()).isEqualTo(303);
  }

  @Test
  void wrongPasswordsAreSlowedDown_byNameAndByAddress() throws IOException {
    String from = "X-Forwarded-For: 198.51.100.7\r\n";
    for (int i = 0; i < 5; i++) {
      assertThat(send("POST /sign-in", from, login("eve", "no")).status()).isEqualTo(403);
    }
    Answered early = send("POST /sign-in", from, login("bob", PASSWORD));
    assertThat(early.status()).as("another name from there").isEqualTo(429);
    String there = "X-Forwarded-For: 198.51.100.8\r\n";
    assertThat(send("POST /sign-in", there, login("eve", "no")).status())
        .as("the name from elsewhere")
        .isEqualTo(429);
    String invented = "X-Forwarded-For: 198.51.100.9, 198.51.100.7\r\n";
    assertThat(send("POST /sign-in", invented, login("bob", PASSWORD)).status()).isEqualTo(429);
    signedIn("bob");
    clock.advance(Duration.ofSeconds(2));
    assertThat(send("POST /sign-in", from, login("bob", PASSWORD)).status()).isEqualTo(303);
  }

  @Test
  void whoSignsIn_andWhoTries_isInTheLog_withoutWhatHeTyped() throws IOException {
    String from = "X-Forwarded-For: 198.51.100.20\r\n";
    Logger audit = (Logger) LoggerFactory.getLogger("io.hydrant.audit");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    audit.addAppender(log);
    send("POST /sign-in", from, login("mistyped password", "no"));
    send("POST /sign-in", from, login("bob", PASSWORD));
    audit.detachAppender(log);
    assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
        .hasSize(2)
        .anyMatch(line -> line.matches("a sign-in that is wrong, from 198.51.100.20 \\(.+\\)"))
        .anyMatch(line -> line.matches("bob signed in from 198.51.100.20 \\(.+\\)"));
    assertThat(Files.readAllLines(directory.resolve("data").resolve(AuditLog.FILE)))
        .anyMatch(entry -> entry.contains("\"who\":\"bob\",\"deed\":\"/sign-in\""));
  }

  @Test
  void anotherHostIsRefused() throws IOException {
    try (RawClient client = new RawClient(service.consolePort())) {
      assertThat(client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").read().status())
          .isEqualTo(403);
    }
  }
}
