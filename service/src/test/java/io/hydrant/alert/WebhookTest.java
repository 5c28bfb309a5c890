package io.hydrant.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hydrant.http.AddressRange;
import io.hydrant.http.CheckedNames;
import io.hydrant.http.Outbound;
import io.hydrant.platform.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is posted when an alert opens and closes, to a real server that behaves as it is told.
final class WebhookTest {

  /// A request as the server saw it.
  private record Posted(String body, String signature, String timestamp) {}

  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final Alerts alerts = new Alerts(clock, List.of());
  private final Webhook webhook = new Webhook(alerts, clock);
  private final List<Posted> posted = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 200;
  private HttpServer server = unopened();

  @SuppressWarnings("NullAway") // until BeforeEach
  private static HttpServer unopened() {
    return null;
  }

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          posted.add(
              new Posted(
                  new String(body, StandardCharsets.UTF_8),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Hydrant-Signature")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Hydrant-Timestamp"))));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    webhook.to(address("sign"));
  }

  /// Where a name leads is looked at and called in one: its next answer is nobody's.
  @Test
  void aNameWhoseAnswerChanges_leadsToWhatWasLookedAt() throws UnknownHostException {
    AddressRange here = Objects.requireNonNull(AddressRange.of("127.0.0.1"));
    InetAddress metadata = InetAddress.ofLiteral("169.254.169.254");
    Deque<InetAddress[]> answers =
        new ArrayDeque<>(
            List.of(
                new InetAddress[] {here.from(), metadata},
                new InetAddress[] {here.from()},
                new InetAddress[] {metadata}));
    CheckedNames.Lookup changing = _ -> answers.size() > 1 ? answers.pop() : answers.getFirst();
    Webhook called = new Webhook(alerts, clock, changing);
    URI uri = URI.create("http://hooks.example:" + server.getAddress().getPort() + "/hook");
    called.to(new Webhook.Address(uri, "sign", new Outbound(List.of(here))));
    alerts.raise("c", AlertType.BLOCKED, 1, "x");
    called.step();
    assertThat(posted).as("one of two may not be called").isEmpty();
    called.step();
    assertThat(posted).hasSize(1);
    alerts.over("c", AlertType.BLOCKED);
    called.step();
    assertThat(posted).as("over the connection of before").hasSize(1);
    called.close();
  }

  private Webhook.Address address(String secret) {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    return new Webhook.Address(uri, secret, Outbound.INTERNET);
  }

  @AfterEach
  void close() {
    webhook.close();
    server.stop(0);
  }

  /// Lets the webhook do all there is to do in a time.
  private void run(Duration time) {
    long end = clock.nanos() + time.toNanos();
    while (clock.nanos() < end) {
      long next = webhook.step();
      clock.advanceNanos(Math.max(1, Math.min(next, end) - clock.nanos()));
    }
  }

  @Test
  void anOpeningAndAClosing_arePostedOnce_signed_andReadableForSlack() {
    for (int i = 0; i < 100; i++) {
      alerts.raise("app-events", AlertType.FORBIDDEN, 1, "HTTP 400 AccessDeniedException");
    }
    run(Duration.ofMinutes(1));
    alerts.over("app-events", AlertType.FORBIDDEN);
    run(Duration.ofMinutes(1));

    assertThat(posted).hasSize(2);
    Posted first = posted.getFirst();
    assertThat(first.body())
        .startsWith("{\"text\":\"Hydrant, connection app-events: 403 - Forbidden. ")
        .contains("HTTP 400 AccessDeniedException", "\"type\":\"FORBIDDEN\"", "\"open\":true")
        .contains("(HTTP 400 AccessDeniedException) See docs/runbook.md#forbidden\",");
    assertThat(first.signature())
        .isEqualTo("sha256=" + Webhook.hmac("sign", first.timestamp() + "." + first.body()));
    assertThat(posted.getLast().body()).contains("403 - Forbidden is over.", "\"open\":false");
  }

  @Test
  void theSignatureIsHmacSha256() {
    // RFC 4231, test case 2.
    assertThat(Webhook.hmac("Jefe", "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void anAddressThatIsDown_isTriedForAnHour_ratherAndRarer_andThenGivenUp() {
    status = 500;
    alerts.raise("c", AlertType.BLOCKED, 1, "x");
    run(Duration.ofMinutes(50));
    int tries = posted.size();
    assertThat(tries).isBetween(10, 25);
    status = 200;
    run(Duration.ofMinutes(5));
    assertThat(posted).hasSize(tries + 1);

    status = 302;
    alerts.raise("d", AlertType.BLOCKED, 1, "x");
    run(Duration.ofHours(3));
    int after = posted.size();
    assertThat(posted).allMatch(each -> each.body().contains("\"text\""));
    run(Duration.ofHours(1));
    assertThat(posted).as("given up").hasSize(after);
  }

  @Test
  void muted_nobodyIsTold() {
    alerts.raise("c", AlertType.BLOCKED, 1, "x");
    run(Duration.ofMinutes(1));
    alerts.mute("c", AlertType.BLOCKED, Duration.ofHours(1));
    alerts.over("c", AlertType.BLOCKED);
    run(Duration.ofMinutes(1));
    assertThat(posted).hasSize(1);
  }

  @Test
  void withoutAnAddress_whatOpenedIsNotToldLater() {
    webhook.to(null);
    alerts.raise("c", AlertType.BLOCKED, 1, "x");
    run(Duration.ofMinutes(1));
    webhook.to(address("sign"));
    run(Duration.ofMinutes(1));
    assertThat(posted).isEmpty();
  }

  @Test
  void whatMerelyLeadsToThisMachine_isNotCalled() {
    URI uri = URI.create("http://[::ffff:127.0.0.1]:" + server.getAddress().getPort() + "/hook");
    webhook.to(new Webhook.Address(uri, "sign", Outbound.INTERNET));
    alerts.raise("c", AlertType.BLOCKED, 1, "x");
    run(Duration.ofMinutes(1));
    assertThat(posted).isEmpty();
    webhook.to(address("sign"));
    run(Duration.ofMinutes(1));
    assertThat(posted).hasSize(1);
  }

  @Test
  void anAddressIsASecret() {
    assertThat(address("sign").toString()).isEqualTo("an address");
  }
}
