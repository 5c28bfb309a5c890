package io.hydrant.preview;

import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.preview.Previewed.Answer;
import io.hydrant.preview.Previewed.Leaving;
import io.hydrant.preview.Remark.Cause;
import io.hydrant.preview.Remark.Place;
import io.hydrant.settings.DisplayName;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An answer as JSON. Each message stands in `text` as a string: decoded, it is every byte.
public final class AnswerJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AnswerJson() {}

  /// The answer, on one line.
  public static String of(Answer answer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("connection", answer.subject().connection());
      json.writeStringProperty("input", answer.subject().input());
      counts(answer.counts(), json);
      json.writeArrayPropertyStart("messages");
      answer.messages().forEach(message -> message(message, json));
      json.writeEndArray();
      remarks("leftOut", answer.leftOut(), json);
      remarks("changed", answer.changed(), json);
      texts("errors", answer.errors(), json);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void counts(Previewed.Counts counts, JsonGenerator json) {
    json.writeNumberProperty("accepted", counts.accepted());
    json.writeNumberProperty("duplicates", counts.duplicates());
    json.writeObjectPropertyStart("filtered");
    for (Map.Entry<String, Integer> entry : new TreeMap<>(counts.filtered()).entrySet()) {
      json.writeNumberProperty(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void message(Leaving message, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("events", message.events());
    json.writeNumberProperty("bytes", message.document().length());
    json.writeNumberProperty("billedUnits", billedUnits(message));
    json.writeStringProperty("leaves", message.when().words());
    json.writeNumberProperty("withinMillis", message.when().withinMillis());
    texts("examples", message.examples(), json);
    json.writeStringProperty("text", message.document().text());
    json.writeEndObject();
  }

  /// Units of [FirehoseLimits#BILLED_UNIT_BYTES] that AWS bills for a message in a record of its
  /// own.
  public static int billedUnits(Leaving message) {
    return Math.ceilDiv(message.document().length(), FirehoseLimits.BILLED_UNIT_BYTES);
  }

  private static void remarks(String name, List<Remark> remarks, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (Remark remark : remarks) {
      json.writeStartObject();
      place(remark.place(), json);
      cause(remark.cause(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void place(Place place, JsonGenerator json) {
    if (place.batch() != Place.NONE) {
      json.writeNumberProperty("batch", place.batch());
    }
    if (place.event() != Place.NONE) {
      json.writeNumberProperty("event", place.event());
      json.writeStringProperty("eventType", place.eventType());
    }
    if (!place.path().isEmpty()) {
      json.writeStringProperty("path", place.path());
    }
  }

  private static void cause(Cause cause, JsonGenerator json) {
    switch (cause) {
      case Cause.Setting(String key) -> {
        json.writeStringProperty("setting", key);
        json.writeStringProperty("displayName", DisplayName.of(key));
      }
      case Cause.Always(String why) -> json.writeStringProperty("why", why);
    }
  }

  private static void texts(String name, List<String> texts, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
