package io.hydrant.http;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What every door says of the process: `/healthz` that it lives, `/readyz` whether batches can be
/// kept, and if not, why. What is wrong and keeps nobody from sending is said there too.
public final class Health {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String version;
  private final Supplier<String> trouble;
  private final Supplier<List<String>> complaints;

  /// @param trouble why batches cannot be kept now; empty when they can
  /// @param complaints what else is wrong: batches are kept all the same
  public Health(String version, Supplier<String> trouble, Supplier<List<String>> complaints) {
    this.version = version;
    this.trouble = trouble;
    this.complaints = complaints;
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
    return Reply.json(200, json("alive", "", List.of()));
  }

  private Reply ready() {
    String why = trouble.get();
    return why.isEmpty()
        ? Reply.json(200, json("ready", why, complaints.get()))
        : Reply.json(503, json("not ready", why, complaints.get()));
  }

  private String json(String status, String why, List<String> wrong) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("status", status);
      json.writeStringProperty("version", version);
      if (!why.isEmpty()) {
        json.writeStringProperty("why", why);
      }
      if (!wrong.isEmpty()) {
        json.writeArrayPropertyStart("wrong");
        wrong.forEach(json::writeString);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
