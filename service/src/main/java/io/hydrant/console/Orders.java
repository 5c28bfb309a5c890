package io.hydrant.console;

import io.hydrant.alert.AlertType;
import io.hydrant.alert.Alerts;
import io.hydrant.collect.ContentType;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import io.hydrant.store.DeadWork;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a person orders by `POST`: to be shown with the [Token], and as JSON, which no web page can
/// send here unasked. It stands in the [AuditLog] before it is done.
public final class Orders {
  private static final int BODY_BYTES_MAX = 4 * 1024;
  private static final JsonName REMOVED = JsonName.of("removed");
  private static final JsonName HEIR = JsonName.of("heir");
  private static final JsonName DIRECTORY = JsonName.of("directory");
  private static final JsonName CONNECTION = JsonName.of("connection");
  private static final JsonName ID = JsonName.of("id");
  private static final JsonName TYPE = JsonName.of("type");
  private static final JsonName MINUTES = JsonName.of("minutes");

  private final Token token;
  private final Connections connections;
  private final Alerts alerts;
  private final DeadPages dead;
  private final AuditLog audit;
  private final Backups backups;

  public Orders(
      Token token,
      Connections connections,
      Alerts alerts,
      DeadPages dead,
      AuditLog audit,
      Backups backups) {
    this.audit = audit;
    this.token = token;
    this.connections = connections;
    this.alerts = alerts;
    this.dead = dead;
    this.backups = backups;
  }

  /// Does what one order says.
  @FunctionalInterface
  private interface Order {
    Reply obey(JsonIndex order) throws Incomplete;
  }

  /// A member is missing.
  private static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1;

    Incomplete(String message) {
      super(message);
    }
  }

  private @Nullable Order order(String path) {
    return switch (path) {
      case "/api/connections/adopt" ->
          order -> done(connections.adopt(text(order, REMOVED), text(order, HEIR)));
      case "/api/connections/discard" -> order -> done(connections.discard(text(order, REMOVED)));
      case "/api/alerts/acknowledge" ->
          order -> done(known(alerts.acknowledge(text(order, CONNECTION), type(order))));
      case "/api/alerts/mute" ->
          order -> done(known(alerts.mute(text(order, CONNECTION), type(order), minutes(order))));
      case "/api/dead/replay" -> order -> dead.order(DeadWork.Kind.REPLAY, order);
      case "/api/drain" -> _ -> drain(true);
      case "/api/drain/cancel" -> _ -> drain(false);
      case "/api/dead/reveal" -> order -> dead.reveal(text(order, ID));
      case "/api/audiences/reveal" -> new AudiencePage(dead.store())::reveal;
      case "/api/rejected/reveal" -> new RejectedPage(dead.store())::reveal;
      case "/api/dead/discard" -> order -> dead.order(DeadWork.Kind.DISCARD, order);
      case "/api/connections/pause" -> order -> done(connections.pause(text(order, CONNECTION)));
      case "/api/connections/resume" -> order -> done(connections.resume(text(order, CONNECTION)));
      case "/api/backup" -> order -> done(backups.begin(text(order, DIRECTORY)));
      default -> null;
    };
  }

  private Reply drain(boolean isWanted) {
    dead.store().drain(isWanted);
    return done(null);
  }

  private static @Nullable String known(boolean isKnown) {
    return isKnown ? null : "There is no such alert.";
  }

  private static AlertType type(JsonIndex order) throws Incomplete {
    AlertType type = AlertType.named(text(order, TYPE));
    if (type == null) {
      throw new Incomplete("type: none of the types of GET /api/alerts.");
    }
    return type;
  }

  private static Duration minutes(JsonIndex order) throws Incomplete {
    int value = order.find(0, MINUTES);
    String raw = value == JsonIndex.NONE ? "" : order.raw(value);
    if (!raw.matches("\\d{1,6}")) {
      throw new Incomplete("minutes: a whole number is needed; 0 ends the mute.");
    }
    return Duration.ofMinutes(Long.parseLong(raw));
  }

  /// How far the last backup is that was ordered.
  Reply backup() {
    return backups.progress();
  }

  /// Whether this path takes orders.
  boolean takes(String path) {
    return order(path) != null;
  }

  /// Reads an order, on the event loop, and hands on what obeys it.
  void read(Exchange exchange, Consumer<Supplier<Reply>> then) {
    Order order = order(exchange.path());
    if (order == null || !exchange.method().equals("POST")) {
      exchange.answer(Reply.error(405, "Only POST is taken here.").with("Allow", "POST"));
    } else if (!ContentType.isJson(exchange.header("Content-Type"))) {
      exchange.answer(Reply.error(415, "The Content-Type must be application/json."));
    } else if (!token.isIn(exchange.header("Authorization"))) {
      exchange.answer(
          Reply.error(
                  401, "The token in the file " + Token.FILE + " of the data directory is needed.")
              .with("WWW-Authenticate", "Bearer"));
    } else {
      String path = exchange.path();
      String id = exchange.id();
      exchange.read(BODY_BYTES_MAX, body -> then.accept(() -> obey(order, body, path, id)));
    }
  }

  private Reply obey(Order order, Bytes body, String path, String id) {
    try {
      JsonIndex read = JsonIndex.of(body.toArray());
      audit.record("the token", path, body.text(), id);
      return order.obey(read);
    } catch (IOException _) {
      return Reply.error(503, "That is not done: it cannot be written into the audit log.");
    } catch (InvalidJsonException _) {
      return Reply.error(400, "The body is no JSON.");
    } catch (Incomplete e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    }
  }

  private static Reply done(@Nullable String whyNot) {
    return whyNot == null ? Reply.json(200, "{\"done\":true}") : Reply.error(409, whyNot);
  }

  private static String text(JsonIndex order, JsonName name) throws Incomplete {
    int value = order.is(0, JsonIndex.Kind.OBJECT) ? order.find(0, name) : JsonIndex.NONE;
    if (!order.is(value, JsonIndex.Kind.STRING)) {
      throw new Incomplete(name + ": a name is needed.");
    }
    return order.string(value);
  }
}
