package io.hydrant.console;

import io.hydrant.collect.ContentType;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a person orders by `POST`: to be shown with the [Token], and as JSON, which no web page can
/// send here unasked.
public final class Orders {
  private static final int BODY_BYTES_MAX = 4 * 1024;
  private static final JsonName REMOVED = JsonName.of("removed");
  private static final JsonName HEIR = JsonName.of("heir");

  private final Token token;
  private final Connections connections;

  public Orders(Token token, Connections connections) {
    this.token = token;
    this.connections = connections;
  }

  /// Does what one order says.
  @FunctionalInterface
  private interface Order {
    /// @return null when it is done, else why it is not
    @Nullable String obey(JsonIndex order) throws Incomplete;
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
          order -> connections.adopt(text(order, REMOVED), text(order, HEIR));
      case "/api/connections/discard" -> order -> connections.discard(text(order, REMOVED));
      default -> null;
    };
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
      exchange.read(BODY_BYTES_MAX, body -> then.accept(() -> obey(order, body)));
    }
  }

  private static Reply obey(Order order, Bytes body) {
    try {
      String whyNot = order.obey(JsonIndex.of(body.toArray()));
      return whyNot == null ? Reply.json(200, "{\"done\":true}") : Reply.error(409, whyNot);
    } catch (InvalidJsonException _) {
      return Reply.error(400, "The body is no JSON.");
    } catch (Incomplete e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    }
  }

  private static String text(JsonIndex order, JsonName name) throws Incomplete {
    int value = order.is(0, JsonIndex.Kind.OBJECT) ? order.find(0, name) : JsonIndex.NONE;
    if (!order.is(value, JsonIndex.Kind.STRING)) {
      throw new Incomplete(name + ": a name is needed.");
    }
    return order.string(value);
  }
}
