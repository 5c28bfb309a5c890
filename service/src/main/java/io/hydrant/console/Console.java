package io.hydrant.console;

import io.hydrant.alert.AlertText;
import io.hydrant.alert.Alerts;
import io.hydrant.http.Endpoint;
import io.hydrant.http.Exchange;
import io.hydrant.http.Health;
import io.hydrant.http.Reply;
import io.hydrant.metrics.Exposition;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console's door. Where there are users, all but the sign-in wants one of them or the token;
/// where there are none it listens on this machine only. It answers only those who came for it by
/// name: a web page that makes its own name resolve to 127.0.0.1 gets nothing.
///
/// What reads the store may block, and runs on a virtual thread of its own.
public final class Console implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Console.class);
  private static final String SIGN_IN = "/sign-in";
  static final String METRICS = "/metrics";

  /// Who came by TLS once is not to be led to the same name without it.
  private static final List<Reply.Header> BY_TLS_FROM_NOW_ON =
      List.of(new Reply.Header("Strict-Transport-Security", "max-age=31536000"));

  private final Health health;
  private final Visitors visitors;
  private final Sights sights;
  private final Orders orders;
  private final Endpoint pages;

  /// @param pages what is neither JSON nor metrics
  public Console(Health health, Visitors visitors, Sights sights, Orders orders, Endpoint pages) {
    this.health = health;
    this.visitors = visitors;
    this.sights = sights;
    this.orders = orders;
    this.pages = pages;
  }

  /// What there is to be seen.
  public record Sights(
      Store store,
      Exposition exposition,
      PreviewPage preview,
      LivePage live,
      Connections connections,
      Alerts alerts,
      DeadPages dead,
      Clock clock) {}

  @Override
  public void handle(Exchange exchange) {
    if (exchange.isSecure()) {
      exchange.accompany(BY_TLS_FROM_NOW_ON);
    }
    if (!visitors.areAtTheRightHost(exchange)) {
      exchange.answer(
          Reply.error(
              403, "The console answers to localhost, 127.0.0.1 and the names in console.hosts."));
    } else if (!health.handles(exchange)) {
      if (isForAll(exchange.path()) || visitors.mayLook(exchange)) {
        show(exchange);
      } else {
        askWho(exchange);
      }
    }
  }

  /// The way in, and what it looks like.
  private static boolean isForAll(String path) {
    return path.equals(SIGN_IN) || path.startsWith("/assets/");
  }

  private static void askWho(Exchange exchange) {
    String path = exchange.path();
    if (exchange.method().equals("GET") && !path.startsWith("/api/") && !path.equals(METRICS)) {
      String then = URLEncoder.encode(path, StandardCharsets.UTF_8);
      exchange.answer(Reply.empty(303).with("Location", SIGN_IN + "?then=" + then));
    } else {
      exchange.answer(
          Reply.error(
                  401,
                  "Sign in, or give the token in the file "
                      + Token.FILE
                      + " of the data directory.")
              .with("WWW-Authenticate", "Bearer"));
    }
  }

  private void show(Exchange exchange) {
    Supplier<Reply> page = page(exchange.path(), exchange.query());
    if (exchange.path().equals(PreviewPage.PATH)) {
      sights.preview().read(exchange, answer -> start(exchange, answer));
    } else if (sights.live().isAt(exchange.path())) {
      sights.live().open(exchange, visitors.staying(exchange));
    } else if (orders.takes(exchange.path())) {
      orders.read(exchange, answer -> start(exchange, answer));
    } else if (page == null && exchange.path().startsWith("/api/")) {
      exchange.answer(Reply.error(404, "There is nothing here; try /api/ledger or /metrics."));
    } else if (page == null) {
      pages.handle(exchange);
    } else if (!exchange.method().equals("GET")) {
      exchange.answer(Reply.error(405, "Only GET is taken here.").with("Allow", "GET"));
    } else {
      start(exchange, page);
    }
  }

  static void start(Exchange exchange, Supplier<Reply> page) {
    Thread.ofVirtual().name("console").start(() -> answer(exchange, page));
  }

  private @Nullable Supplier<Reply> page(String path, @Nullable String query) {
    return switch (path) {
      case "/api/ledger" -> () -> Reply.json(200, LedgerJson.of(sights.store().ledger()));
      case "/api/ledger/audit" -> this::audit;
      case "/api/connections" ->
          () -> Reply.json(200, ConnectionsJson.of(sights.connections().list()));
      case "/api/alerts" -> this::alerts;
      case HistoryPage.PATH -> () -> new HistoryPage(sights.store(), sights.clock()).answer(query);
      case RejectedPage.PATH -> () -> new RejectedPage(sights.store()).answer(query);
      case AudiencePage.PATH -> () -> new AudiencePage(sights.store()).answer(query);
      case Backups.PROGRESS -> orders::backup;
      case METRICS -> () -> MetricsDoor.answer(sights.exposition());
      default -> named(path, query);
    };
  }

  private @Nullable Supplier<Reply> named(String path, @Nullable String query) {
    Supplier<Reply> request = Request.page(path, sights.store());
    if (request != null) {
      return request;
    }
    return path.startsWith(UserPage.PATH)
        ? new UserPage(sights.store()).page(path)
        : sights.dead().page(path, query);
  }

  private Reply alerts() {
    return Reply.json(200, AlertText.list(sights.alerts().ranked(), sights.clock().millis()));
  }

  private Reply audit() {
    try {
      return Reply.json(200, LedgerJson.audited(sights.store().audit()));
    } catch (IOException e) {
      return Reply.error(503, "The audit broke off: " + e.getMessage());
    }
  }

  private static void answer(Exchange exchange, Supplier<Reply> page) {
    try {
      exchange.answer(page.get());
    } catch (RuntimeException e) {
      LOG.error("request {} failed", exchange.id(), e);
      exchange.answer(Reply.error(500, "Hydrant failed; its log has this request's id."));
    }
  }
}
