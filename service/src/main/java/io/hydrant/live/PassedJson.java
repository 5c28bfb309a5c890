package io.hydrant.live;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What passed, as JSON on one line. What it says of a person is a mark, unless it is revealed.
public final class PassedJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  /// More of them tell nobody anything.
  private static final int SEQUENCES_MAX = 100;

  private PassedJson() {}

  /// One object.
  ///
  /// @param isRevealed whether with the batch or message itself
  public static String of(Passed passed, boolean isRevealed) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("id", passed.id());
      json.writeNumberProperty("at", passed.millis());
      json.writeStringProperty("state", passed.stage().word());
      json.writeStringProperty("connection", passed.connection());
      known("request", passed.source().request(), json);
      known("input", passed.source().input(), json);
      strings("devices", passed.about().devices(), json);
      strings("users", passed.about().users(), json);
      counts("types", passed.about().types(), json);
      json.writeNumberProperty("events", passed.events());
      json.writeNumberProperty("bytes", passed.content().length());
      counts("settings", passed.fate().settings(), json);
      known("detail", passed.fate().detail(), json);
      known("message", passed.fate().message(), json);
      known("record", passed.fate().record(), json);
      if (passed.fate().attempts() > 0) {
        json.writeNumberProperty("attempts", passed.fate().attempts());
      }
      json.writeArrayPropertyStart("sequences");
      passed.source().sequences().stream().limit(SEQUENCES_MAX).forEach(json::writeNumber);
      json.writeEndArray();
      if (isRevealed) {
        json.writeStringProperty("content", passed.content().text());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void known(String name, String value, JsonGenerator json) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private static void strings(String name, Collection<String> all, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    new TreeSet<>(all).forEach(json::writeString);
    json.writeEndArray();
  }

  private static void counts(String name, Map<String, Integer> counts, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    new TreeMap<>(counts).forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
