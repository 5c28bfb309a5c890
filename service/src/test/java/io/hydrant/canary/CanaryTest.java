package io.hydrant.canary;

import static io.hydrant.canary.Deployment.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.console.AuditLog;
import io.hydrant.console.Passwords;
import io.hydrant.console.Token;
import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.emulator.Moment;
import io.hydrant.emulator.Which;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Markers as every kind of secret and of personal datum go through a whole service in which much
/// goes wrong, and are looked for in everything it says.
final class CanaryTest {
  private static final Pattern LETTER = Pattern.compile("\"id\":\"([0-9a-z-]+)\"");
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String NONE = "";

  private final Scan scan = new Scan();
  private final Emulator emulator =
      Emulator.start(
          EmulatorOptions.builder().stream("s")
              .key(
                  AccessKey.of(Marker.AWS_KEY_ID.text(), Marker.AWS_SECRET.text())
                      .inSession(
                          Marker.AWS_SESSION_TOKEN.text(), Instant.parse("2100-01-01T00:00:00Z")))
              .build());

  @Test
  void nothingSecretAndNobodyComesOut_butToTheStream(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("hydrant.yaml");
    String hash = Passwords.hash(Marker.PASSWORD.text(), Chance.of(new SplittableRandom(5)));
    try (emulator;
        Deployment hydrant = new Deployment(scan, file)) {
      String good = Planted.configuration(emulator.endpoint().toString(), hydrant.webhook(), hash);
      hydrant.configure(good);
      hydrant.serve();
      String token = Files.readString(hydrant.data().resolve(Token.FILE)).strip();
      scan.alsoFor("CONSOLE_TOKEN", token);
      scan.alsoFor("PASSWORD_HASH", hash);
      whatIsSent(hydrant);
      whatIsRefused(hydrant);
      whatPasses(hydrant);
      whatFirehoseSays(hydrant, token);
      String letter = letter(hydrant, token);
      whatPagesShow(hydrant, letter);
      whatCommandsSay(hydrant, file, letter);
      whatIsConfigured(hydrant, file, good);
      scan.add("audit log", Files.readString(hydrant.data().resolve(AuditLog.FILE)));
    }
    somethingWasScanned();
    assertThat(scan.hits()).isEmpty();
  }

  // ---- what comes in

  private static String basic(String secret) {
    String pair = Planted.INPUT_KEY + ":" + secret;
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  private static Answered post(Deployment hydrant, String start, String body) throws Exception {
    return hydrant.collector(start, JSON + basic(Marker.INPUT_SECRET.text()), body);
  }

  private void whatIsSent(Deployment hydrant) throws Exception {
    String batch = Planted.batch(NONE);
    assertThat(post(hydrant, "POST /v2/events", batch).status()).isEqualTo(202);
    emulator.awaitRecords("s", 1, Duration.ofSeconds(30));
    String record = new String(emulator.records("s", 0).getFirst().data(), StandardCharsets.UTF_8);
    assertThat(record)
        .contains(
            Marker.EMAIL.text(), Marker.NAME.text(), Marker.EVENT_NAME.text(), Marker.MPID.text());
    String next = JSON + basic(Marker.NEXT_INPUT_SECRET.text());
    assertThat(hydrant.collector("POST /v2/bulkevents", next, "[" + batch + "]").status())
        .isEqualTo(202);
    assertThat(post(hydrant, "PUT /v1/audiences/7", "{\"name\":\"n\"}").status()).isEqualTo(201);
    String members = "POST /v1/audiences/7/memberships";
    assertThat(post(hydrant, members, Planted.change()).status()).isEqualTo(202);
    String web = "Content-Type: text/plain\r\nOrigin: https://shop.example\r\n";
    assertThat(hydrant.collector("POST /v3/JS/us1-shop/events", web, batch).status())
        .isEqualTo(202);
    String known = web + "x-mp-key: us1-shop\r\n";
    // Answered with what was asked: to who named it.
    assertThat(hydrant.unscanned("POST /v1/identify", known, Planted.known()).status())
        .isEqualTo(200);
    assertThat(post(hydrant, "DELETE /v1/users/" + Marker.MPID.text(), NONE).status())
        .isEqualTo(202);
  }

  private static void whatIsRefused(Deployment hydrant) throws Exception {
    for (String invalid : Planted.invalidBatches()) {
      Answered answered = post(hydrant, "POST /v2/events", invalid);
      assertThat(answered.status()).as(invalid).isIn(202, 400);
      String web = "Content-Type: text/plain\r\n";
      assertThat(hydrant.collector("POST /v3/JS/us1-shop/events", web, invalid).status())
          .isEqualTo(202);
    }
    String members = "POST /v1/audiences/7/memberships";
    assertThat(post(hydrant, members, Planted.invalidChange()).status()).isEqualTo(400);
    String wrong = JSON + basic(Marker.WRONG_SECRET.text());
    assertThat(hydrant.collector("POST /v2/events", wrong, Planted.batch(NONE)).status())
        .isEqualTo(403);
    String bearer = "Authorization: Bearer " + Marker.WRONG_TOKEN.text() + "\r\n";
    for (String start : List.of("POST /v1/partner/acme", "POST /v1/partner/nobody")) {
      assertThat(hydrant.collector(start, JSON + bearer, Planted.change()).status()).isIn(403, 404);
    }
    String partner = "Authorization: Bearer " + Marker.PARTNER_TOKEN.text() + "\r\n";
    hydrant.collector("POST /v1/partner/acme", JSON + partner, Planted.change());
    String lost = "POST /v2/" + encoded(Marker.EMAIL) + "?email=" + encoded(Marker.EMAIL);
    assertThat(post(hydrant, lost, Planted.batch(NONE)).status()).isEqualTo(404);
    whatIsNoRequest(hydrant);
  }

  /// Heads that are not as HTTP says, of which a library may quote what is wrong.
  private static void whatIsNoRequest(Deployment hydrant) throws Exception {
    String secret = Marker.WRONG_TOKEN.text();
    for (String headers :
        List.of(
            "Authorization: Bearer " + secret + "\0\r\n",
            "Cookie: a\u000bb=" + secret + "\r\n",
            secret + "\0: x\r\n",
            "x: y\r\n" + secret + "\r\n",
            "Content-Length: " + secret + "\r\n",
            "Transfer-Encoding: " + secret + "\r\n")) {
      for (String start : List.of("POST /v2/events", "GET /api/ledger")) {
        Answered answered =
            start.startsWith("POST")
                ? hydrant.collector(start, headers, NONE)
                : hydrant.console(start, headers, NONE);
        assertThat(answered.status()).as(headers).isIn(400, 501);
      }
    }
    String line = secret + " /" + secret + " " + secret;
    assertThat(hydrant.collector(line, NONE, NONE).status()).isEqualTo(400);
  }

  private static String encoded(Marker marker) {
    return URLEncoder.encode(marker.text(), StandardCharsets.UTF_8);
  }

  // ---- what becomes of it

  private static void whatPasses(Deployment hydrant) throws Exception {
    for (String command : List.of("tap --json --count 3", "tap --count 3")) {
      String[] words = with(command, hydrant.at());
      Thread watching = Thread.ofPlatform().name("tap").start(() -> hydrant.run(words));
      // Until it has seen enough: what came before it watched is not shown.
      await(
          () -> {
            post(hydrant, "POST /v2/events", Planted.batch(NONE));
            return String.valueOf(watching.isAlive());
          },
          "false"::equals);
    }
  }

  /// Answers that say everything again, as a proxy in between could.
  private void whatFirehoseSays(Deployment hydrant, String token) throws Exception {
    String echo =
        Arrays.stream(Marker.values()).map(Marker::text).collect(Collectors.joining(" | "));
    Misfortune fails =
        new Misfortune.FailsRecords(Moment.BEFORE_STORING, Which.all(), "InternalFailure", echo);
    List.of(
            Fault.once(Misfortune.page(502, "<html>" + echo)),
            Fault.once(Misfortune.throttled(Which.all())),
            Fault.once(Misfortune.error(400, Marker.EMAIL.text(), echo)),
            Fault.always(fails))
        .forEach(emulator::script);
    for (int i = 0; i < 3; i++) {
      assertThat(post(hydrant, "POST /v2/events", Planted.batch(NONE)).status()).isEqualTo(202);
    }
    awaited(hydrant, token, "GET /api/ledger", "(?s).*\"dead\":[1-9].*");
    emulator.clearFaults();
    int before = emulator.records("s", 0).size();
    assertThat(post(hydrant, "POST /v2/events", Planted.batch(NONE)).status()).isEqualTo(202);
    emulator.awaitRecords("s", before + 1, Duration.ofSeconds(30));

    emulator.script(Fault.always(Misfortune.error(400, "AccessDeniedException", echo)));
    assertThat(post(hydrant, "POST /v2/events", Planted.batch(NONE)).status()).isEqualTo(202);
    awaited(hydrant, token, "GET /api/connections", "(?s).*blocked.*");
  }

  private static void awaited(Deployment hydrant, String token, String start, String pattern)
      throws Exception {
    String bearer = "Authorization: Bearer " + token + "\r\n";
    await(() -> hydrant.console(start, bearer, NONE).body(), body -> body.matches(pattern));
  }

  // ---- who looks

  private static void whatPagesShow(Deployment hydrant, String letter) throws Exception {
    String wrong = "name=ada&password=" + encoded(Marker.WRONG_PASSWORD);
    assertThat(hydrant.console("POST /sign-in", FORM, wrong).status()).isEqualTo(403);
    String nobody = "name=" + encoded(Marker.EMAIL) + "&password=x";
    assertThat(hydrant.console("POST /sign-in", FORM, nobody).status()).isEqualTo(403);
    String stranger = "Authorization: Bearer " + Marker.WRONG_TOKEN.text() + "\r\n";
    assertThat(hydrant.console("GET /api/ledger", stranger, NONE).status()).isEqualTo(401);

    List<String> paths =
        List.of(
            "/",
            "/live",
            "/alerts",
            "/connections",
            "/preview",
            "/audiences",
            "/audiences/change?id=2",
            "/metrics",
            "/dead",
            "/dead?connection=out",
            "/dead/letter?id=" + letter,
            "/api/audiences",
            "/api/ledger",
            "/api/ledger/audit",
            "/api/connections",
            "/api/alerts",
            "/api/dead/" + letter,
            "/api/history?connection=out",
            "/nothing");
    for (String user : List.of("ada", "bob")) {
      String cookie = signedIn(hydrant, user);
      for (String path : paths) {
        int status = hydrant.console("GET " + path, cookie, NONE).status();
        assertThat(status).as(path).isEqualTo(path.equals("/nothing") ? 404 : 200);
      }
    }
  }

  private static String letter(Deployment hydrant, String token) throws Exception {
    String bearer = "Authorization: Bearer " + token + "\r\n";
    Matcher letter = LETTER.matcher(hydrant.console("GET /api/dead", bearer, NONE).body());
    assertThat(letter.find()).isTrue();
    return letter.group(1);
  }

  private void whatCommandsSay(Deployment hydrant, Path file, String letter) throws Exception {
    List<String> commands =
        List.of(
            "ledger --json",
            "ledger --audit",
            "connections",
            "connections --json",
            "alerts",
            "alerts --json",
            "dead list",
            "dead list --json",
            "dead show " + letter,
            "top --count 1",
            "connections pause windows",
            "connections resume windows",
            "dead replay --connection out",
            "backup " + file.resolveSibling("backup"));
    for (String command : commands) {
      int code = hydrant.run(with(command, hydrant.at()));
      // Alerts that are open are a failure to scripts.
      assertThat(code).as(command).isEqualTo(command.startsWith("alerts") ? 1 : 0);
    }
    for (String command :
        List.of(
            "audit verify --file " + hydrant.data().resolve(AuditLog.FILE),
            "restore " + file.resolveSibling("backup") + " --data " + file + "-restored",
            "policy --config " + file,
            "check --offline --config " + file,
            "support " + file.resolveSibling("support") + " --config " + file)) {
      assertThat(hydrant.run(with(command))).as(command).isZero();
    }
    whatIsGathered(hydrant, file.resolveSibling("service"));
    whatIsGathered(hydrant, file.resolveSibling("support"));
    // One that takes no role: the token service that knows it is AWS's own.
    String asking = Files.readString(file).replace("output: role", "output: keys");
    Path asks = Files.writeString(file.resolveSibling("asks.yaml"), asking);
    assertThat(hydrant.run("check", "--config", asks.toString())).isEqualTo(1);
  }

  /// A bundle for support, of the service that runs or of a configuration alone.
  private void whatIsGathered(Deployment hydrant, Path bundle) throws Exception {
    if (!Files.exists(bundle)) {
      assertThat(hydrant.run(with("support " + bundle, hydrant.at()))).isZero();
      assertThat(bundle.resolve("ledger.json")).content().contains("\"balanced\":true");
      assertThat(bundle.resolve("metrics.txt")).content().contains("hydrant_delivered_total");
    } else {
      assertThat(bundle.resolve("store.txt")).content().contains("store/CURRENT");
      assertThat(bundle.resolve("configuration.txt")).content().contains("connection windows: [");
    }
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path each : files.toList()) {
        scan.add("support " + each.getFileName(), Files.readString(each));
      }
    }
    assertThat(hydrant.run("support", bundle.toString())).isEqualTo(1);
  }

  private static String[] with(String command, String... at) {
    String[] words = command.split(" ", -1);
    String[] all = Arrays.copyOf(words, words.length + at.length);
    System.arraycopy(at, 0, all, words.length, at.length);
    return all;
  }

  private static String signedIn(Deployment hydrant, String user) throws Exception {
    String form = "name=" + user + "&password=" + encoded(Marker.PASSWORD);
    String cookie = hydrant.console("POST /sign-in", FORM, form).header("set-cookie");
    assertThat(cookie).isNotEmpty();
    return "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
  }

  // ---- what people write

  private void whatIsConfigured(Deployment hydrant, Path file, String good) throws Exception {
    Path other = file.resolveSibling("wrong.yaml");
    for (String wrong : Planted.wrong(good)) {
      assertThat(wrong).isNotEqualTo(good);
      Files.writeString(other, wrong);
      int code = hydrant.run("check", "--config", other.toString(), "--offline");
      assertThat(code).as(wrong).isEqualTo(3);
    }
    long refused = scan.count("log");
    hydrant.configure(Planted.wrong(good).getFirst());
    await(() -> "", _ -> scan.count("log") > refused + 2);
  }

  // ---- whether the scan can fail

  private void somethingWasScanned() {
    for (String where : List.of("log", "alert", "console GET /metrics", "stdout", "audit log")) {
      assertThat(scan.count(where)).as(where).isPositive();
    }
    assertThat(scan.count("log")).isGreaterThan(50);
  }

  /// Each marker is found however it is written and whatever stands around it.
  @Test
  void whatComesOut_isFound() {
    for (Marker marker : Marker.values()) {
      for (String around : List.of("", "x", "xy", "key:")) {
        byte[] utf8 = (around + marker.text() + around).getBytes(StandardCharsets.UTF_8);
        for (String text :
            List.of(
                new String(utf8, StandardCharsets.UTF_8),
                URLEncoder.encode(marker.text(), StandardCharsets.UTF_8),
                HexFormat.of().withUpperCase().formatHex(utf8),
                Base64.getEncoder().encodeToString(utf8),
                Base64.getUrlEncoder().encodeToString(utf8))) {
          Scan one = new Scan();
          one.add("somewhere", "before " + text + " behind");
          assertThat(one.hits()).as(text).anyMatch(hit -> hit.startsWith(marker + " in somewhere"));
        }
      }
    }
  }
}
