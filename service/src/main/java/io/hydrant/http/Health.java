package io.hydrant.http;

import java.io.StringWriter;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What every door says of the process: `/healthz` that it lives, `/readyz` whether batches can be
/// kept, and if not, why.
public final class Health {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String version;
  private final Supplier<String> trouble;

  /// @param trouble why batches cannot be kept now; empty when they can
  public Health(String version, Supplier<String> trouble) {
    this.version = version;
    this.trouble = trouble;
  }

  /// Answers the exchange if it is its business.
  public boolean handles(Exchange exchange) {
    boolean alive = exchange.path().equals("/healthz");
    if (!alive && !exchange.path().equals("/readyz")) {
      return false;
    }
    if (!exchange.method().equals("GET")) {
      exchange.answer(Reply.error(405, "Only GET is taken here.").with("Allow", "GET"));
    } else {
      exchange.answer(alive ? healthy() : ready());
    }
    return true;
  }

  private Reply healthy() {
    return Reply.json(200, json("status", "alive", "version", version));
  }

  private Reply ready() {
    String why = trouble.get();
    return why.isEmpty()
        ? Reply.json(200, json("status", "ready", "version", version))
        : Reply.json(503, json("status", "not ready", "why", why));
  }

  private static String json(String... namesAndValues) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        json.writeStringProperty(namesAndValues[i], namesAndValues[i + 1]);
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
