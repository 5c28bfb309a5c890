package io.hydrant.alert;

import io.hydrant.http.Outbound;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts to one address what opens and what closes, one message after the other, each until it is
/// answered 2xx or was tried for an hour. A slow or dead address delays messages and nothing else.
///
/// A message is signed as GitHub's and Slack's are: `X-Hydrant-Signature: sha256=…` is the
/// HMAC-SHA256 of `X-Hydrant-Timestamp`, a dot and the body. Redirects are not followed.
public final class Webhook {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final int DOUBLINGS_MAX = 8;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration TRIED_FOR = Duration.ofHours(1);

  /// Where messages go.
  ///
  /// @param secret signs them; null: they are not signed
  /// @param outbound which addresses it may lead to
  public record Address(URI uri, @Nullable String secret, Outbound outbound) {
    @Override
    public String toString() {
      return "an address";
    }
  }

  private final Alerts alerts;
  private final Clock clock;
  private volatile @Nullable HttpClient client;
  private volatile @Nullable Address address;
  private @Nullable Alert pending;
  private long since;
  private int attempts;

  public Webhook(Alerts alerts, Clock clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  /// Where messages go from now on; null: nowhere.
  public void to(@Nullable Address next) {
    address = next;
  }

  /// Posts the next message, if there is one.
  ///
  /// @return when to be called again, see [Loop]
  public long step() {
    Address to = address;
    if (pending == null) {
      take();
    }
    Alert alert = pending;
    if (alert == null || to == null) {
      // What nobody is told of is not told later.
      pending = null;
      return clock.nanos() + LOOK_EVERY.toNanos();
    }
    if (isPosted(alert, to)) {
      pending = null;
      return clock.nanos();
    }
    attempts++;
    if (clock.nanos() - since > TRIED_FOR.toNanos()) {
      LOG.error(
          "alert {} of {} was not told: the webhook does not take it",
          alert.type(),
          alert.connection());
      pending = null;
    }
    long rest = FIRST_REST.toNanos() << Math.min(attempts, DOUBLINGS_MAX);
    return clock.nanos() + rest;
  }

  private void take() {
    Alerts.Turn turn = alerts.nextTurn();
    while (turn != null && turn.alert().mutedUntilMillis() > clock.millis()) {
      turn = alerts.nextTurn();
    }
    pending = turn == null ? null : turn.alert();
    since = clock.nanos();
    attempts = 0;
  }

  private boolean isPosted(Alert alert, Address to) {
    String body = AlertText.message(alert, clock.millis());
    String timestamp = Long.toString(clock.millis() / 1_000);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.uri())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "hydrant")
            .header("X-Hydrant-Timestamp", timestamp)
            .POST(BodyPublishers.ofString(body));
    String secret = to.secret();
    if (secret != null) {
      request.header("X-Hydrant-Signature", "sha256=" + hmac(secret, timestamp + "." + body));
    }
    try {
      // What is looked up here is what the client finds: the JVM goes by it for half a minute.
      to.outbound().resolve(to.uri().getHost(), false);
      int status = client().send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return true;
      }
      LOG.warn("the webhook answered {}", status);
    } catch (Outbound.Refused e) {
      LOG.warn("the webhook is not called: {}", e.getMessage());
    } catch (IOException e) {
      LOG.warn("the webhook does not answer: {}", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /// Made for the first message: it reads the certificates that the JDK trusts, and most services
  /// have no webhook or nothing to say when they start.
  private HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = made;
    }
    return made;
  }

  static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /// Ends what is under way.
  public void close() {
    HttpClient made = client;
    if (made != null) {
      made.shutdownNow();
    }
  }
}
