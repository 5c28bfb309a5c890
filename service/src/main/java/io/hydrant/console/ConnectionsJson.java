package io.hydrant.console;

import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The connections as `GET /api/connections` gives them.
final class ConnectionsJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ConnectionsJson() {}

  static String of(List<Connections.Line> lines) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("connections");
      for (Connections.Line line : lines) {
        json.writeStartObject();
        json.writeStringProperty("name", line.name());
        write(line.state(), json);
        write("deliveryStreamName", line.deliveryStreamName(), json);
        write("awsRegion", line.awsRegion(), json);
        write("adoptedBy", line.adoptedBy(), json);
        json.writeNumberProperty("waiting", line.waiting());
        json.writeNumberProperty("waitingBytes", line.waitingBytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(Connections.State state, JsonGenerator json) {
    json.writeStringProperty("state", state.word());
    write("since", state.since() == null ? null : state.since().toString(), json);
    Connections.Trouble trouble = state.trouble();
    if (trouble != null) {
      json.writeObjectPropertyStart("blocked");
      json.writeStringProperty("cause", trouble.cause());
      json.writeStringProperty("wrong", trouble.wrong());
      json.writeStringProperty("safe", trouble.safe());
      json.writeStringProperty("cure", trouble.cure());
      json.writeStringProperty("paste", trouble.paste());
      json.writeEndObject();
    }
  }

  private static void write(String name, @Nullable String value, JsonGenerator json) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
