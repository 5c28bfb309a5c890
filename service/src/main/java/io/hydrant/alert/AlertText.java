package io.hydrant.alert;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import java.io.StringWriter;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Alerts as JSON: as they are kept, shown by `GET /api/alerts` and posted.
public final class AlertText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AlertText() {}

  /// The key under which an alert is kept.
  public static Bytes key(Alert alert) {
    return Bytes.utf8(alert.connection() + "/" + alert.type().name());
  }

  /// The stored form.
  public static Bytes stored(Alert alert) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members(alert, json);
      json.writeEndObject();
    }
    return Bytes.utf8(text.toString());
  }

  /// All of them, for `GET /api/alerts`.
  public static String list(List<Alert> alerts, long nowMillis) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("alerts");
      for (Alert alert : alerts) {
        json.writeStartObject();
        members(alert, json);
        words(alert, nowMillis, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  /// What is posted when it opens or closes: `text` is what Slack and those like it show.
  static String message(Alert alert, long nowMillis) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("text", sentence(alert));
      json.writeObjectPropertyStart("alert");
      members(alert, json);
      words(alert, nowMillis, json);
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static String sentence(Alert alert) {
    String whose =
        alert.connection().isEmpty() ? "Hydrant" : "Hydrant, connection " + alert.connection();
    String begin = whose + ": " + alert.type().title();
    return alert.isOpen()
        ? begin
            + ". "
            + alert.type().what()
            + " "
            + alert.type().act()
            + " ("
            + alert.sample()
            + ") See "
            + alert.type().runbook()
        : begin + " is over.";
  }

  private static void words(Alert alert, long nowMillis, JsonGenerator json) {
    json.writeStringProperty("title", alert.type().title());
    json.writeStringProperty("severity", alert.type().severity().name());
    json.writeNumberProperty("last12Hours", alert.recent(nowMillis));
    json.writeStringProperty("what", alert.type().what());
    json.writeStringProperty("act", alert.type().act());
    json.writeStringProperty("runbook", alert.type().runbook());
  }

  private static void members(Alert alert, JsonGenerator json) {
    json.writeStringProperty("connection", alert.connection());
    json.writeStringProperty("type", alert.type().name());
    json.writeStringProperty("sample", alert.sample());
    json.writeNumberProperty("first", alert.firstMillis());
    json.writeNumberProperty("last", alert.lastMillis());
    json.writeBooleanProperty("open", alert.isOpen());
    json.writeBooleanProperty("acknowledged", alert.isAcknowledged());
    json.writeNumberProperty("mutedUntil", alert.mutedUntilMillis());
    json.writeArrayPropertyStart("inputs");
    alert
        .byInput()
        .forEach((input, count) -> {
          json.writeStartObject();
          json.writeStringProperty("input", input);
          json.writeNumberProperty("count", count);
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeArrayPropertyStart("hours");
    alert
        .byHour()
        .forEach((hour, count) -> {
          json.writeStartObject();
          json.writeNumberProperty("hour", hour * Alert.HOUR_MILLIS);
          json.writeNumberProperty("count", count);
          json.writeEndObject();
        });
    json.writeEndArray();
  }

  /// The alert of a stored form; null when this version knows no such kind.
  public static @Nullable Alert read(Bytes stored) {
    try {
      JsonIndex json = JsonIndex.of(stored.toArray());
      AlertType type = AlertType.named(text(json, "type"));
      return type == null
          ? null
          : new Alert(
              text(json, "connection"),
              type,
              text(json, "sample"),
              number(json, 0, "first"),
              number(json, 0, "last"),
              hours(json),
              inputs(json),
              json.is(json.find(0, JsonName.of("open")), Kind.TRUE),
              json.is(json.find(0, JsonName.of("acknowledged")), Kind.TRUE),
              number(json, 0, "mutedUntil"));
    } catch (InvalidJsonException e) {
      throw new IllegalStateException("an alert that was not kept by Hydrant", e);
    }
  }

  private static NavigableMap<Long, Long> hours(JsonIndex json) {
    NavigableMap<Long, Long> hours = new TreeMap<>();
    int list = json.find(0, JsonName.of("hours"));
    for (int hour = json.first(list); hour != JsonIndex.NONE; hour = json.next(hour)) {
      hours.put(number(json, hour, "hour") / Alert.HOUR_MILLIS, number(json, hour, "count"));
    }
    return hours;
  }

  private static NavigableMap<String, Long> inputs(JsonIndex json) {
    NavigableMap<String, Long> inputs = new TreeMap<>();
    int list = json.find(0, JsonName.of("inputs"));
    for (int input = json.first(list); input != JsonIndex.NONE; input = json.next(input)) {
      String name = json.string(json.find(input, JsonName.of("input")));
      inputs.put(name, number(json, input, "count"));
    }
    return inputs;
  }

  private static String text(JsonIndex json, String name) {
    return json.string(json.find(0, JsonName.of(name)));
  }

  private static long number(JsonIndex json, int object, String name) {
    return Long.parseLong(json.raw(json.find(object, JsonName.of(name))));
  }
}
