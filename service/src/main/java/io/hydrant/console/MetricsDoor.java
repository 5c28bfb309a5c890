package io.hydrant.console;

import io.hydrant.http.Endpoint;
import io.hydrant.http.Exchange;
import io.hydrant.http.Reply;
import io.hydrant.metrics.Exposition;
import io.hydrant.settings.Secret;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A door for `/metrics` alone, which wants a token if one is configured.
public final class MetricsDoor implements Endpoint {
  private static final String SCHEME = "Bearer ";

  private final Exposition exposition;
  private final Supplier<@Nullable Secret> token;

  /// @param token that of today; null when none is wanted
  public MetricsDoor(Exposition exposition, Supplier<@Nullable Secret> token) {
    this.exposition = exposition;
    this.token = token;
  }

  @Override
  public void handle(Exchange exchange) {
    if (!exchange.path().equals(Console.METRICS)) {
      exchange.answer(Reply.error(404, "There is nothing here but /metrics."));
    } else if (!exchange.method().equals("GET")) {
      exchange.answer(Reply.error(405, "Only GET is taken here.").with("Allow", "GET"));
    } else if (!isAllowed(exchange.header("Authorization"))) {
      exchange.answer(
          Reply.error(401, "The token of the metrics is needed.")
              .with("WWW-Authenticate", "Bearer"));
    } else {
      Console.start(exchange, () -> answer(exposition));
    }
  }

  private boolean isAllowed(@Nullable String authorization) {
    Secret wanted = token.get();
    return wanted == null
        || (authorization != null
            && authorization.startsWith(SCHEME)
            && wanted.matches(authorization.substring(SCHEME.length())));
  }

  static Reply answer(Exposition exposition) {
    return Reply.text(200, Exposition.CONTENT_TYPE, exposition.text());
  }
}
