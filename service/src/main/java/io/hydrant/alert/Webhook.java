package io.hydrant.alert;

import io.hydrant.http.CheckedNames;
import io.hydrant.http.Outbound;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts to one address what opens and what closes, one message after the other, each until it is
/// answered 2xx or was tried for an hour. A slow or dead address delays messages and nothing else.
///
/// A message is signed as GitHub's and Slack's are: `X-Hydrant-Signature: sha256=…` is the
/// HMAC-SHA256 of `X-Hydrant-Timestamp`, a dot and the body. Redirects are not followed, nor is a
/// proxy asked, which would look the name up by itself.
public final class Webhook {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final ContentType JSON = ContentType.create("application/json");
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
  private final CheckedNames.Lookup lookup;
  private volatile @Nullable CloseableHttpClient client;
  private volatile @Nullable Address address;
  private @Nullable Alert pending;
  private long since;
  private int attempts;

  public Webhook(Alerts alerts, Clock clock) {
    this(alerts, clock, CheckedNames.Lookup.SYSTEM);
  }

  Webhook(Alerts alerts, Clock clock, CheckedNames.Lookup lookup) {
    this.alerts = alerts;
    this.clock = clock;
    this.lookup = lookup;
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
    HttpPost request = new HttpPost(to.uri());
    request.setHeader("X-Hydrant-Timestamp", timestamp);
    String secret = to.secret();
    if (secret != null) {
      request.setHeader("X-Hydrant-Signature", "sha256=" + hmac(secret, timestamp + "." + body));
    }
    request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), JSON));
    try {
      int status = status(request);
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

  /// What a request is answered. On a thread of its own, so that one that drips is cut off too.
  private int status(HttpPost request) throws IOException, InterruptedException {
    FutureTask<Integer> call =
        new FutureTask<>(() -> client().execute(request, HttpResponse::getCode));
    Thread.ofVirtual().name("webhook-call").start(call);
    try {
      return call.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
    } finally {
      request.cancel();
    }
  }

  /// Made for the first message: it reads the certificates that the JDK trusts, and most services
  /// have no webhook or nothing to say when they start.
  private synchronized CloseableHttpClient client() {
    CloseableHttpClient made = client;
    if (made == null) {
      made =
          HttpClients.custom()
              .setConnectionManager(
                  PoolingHttpClientConnectionManagerBuilder.create()
                      .setDnsResolver(new CheckedNames(this::outbound, _ -> false, lookup))
                      .setDefaultConnectionConfig(
                          ConnectionConfig.custom()
                              .setConnectTimeout(Timeout.of(PATIENCE))
                              .setSocketTimeout(Timeout.of(PATIENCE))
                              .build())
                      .build())
              // Each message goes by what its name is now.
              .setConnectionReuseStrategy((_, _, _) -> false)
              .setUserAgent("hydrant")
              .disableRedirectHandling()
              .disableAutomaticRetries()
              .disableCookieManagement()
              .disableAuthCaching()
              .build();
      client = made;
    }
    return made;
  }

  private Outbound outbound() {
    Address now = address;
    return now == null ? Outbound.INTERNET : now.outbound();
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
    CloseableHttpClient made = client;
    if (made != null) {
      made.close(CloseMode.IMMEDIATE);
    }
  }
}
