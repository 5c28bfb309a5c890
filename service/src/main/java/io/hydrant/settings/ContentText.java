package io.hydrant.settings;

import io.hydrant.model.Bytes;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// [Content] as the store keeps it: a JSON text with every member in one order, so equal contents
/// are equal bytes. A released form stays readable: a member that is added later has a default
/// here, which is what held before it was there.
///
/// A text with a member that is not known was written by a newer Hydrant, and is refused: to leave
/// it out would send what a person asked not to send.
public final class ContentText {
  private static final JsonFactory JSON = new JsonFactory();

  private static final String UNIQUE_ID = "uniqueId";
  private static final String SCHEMA_VERSION = "schemaVersion";
  private static final String EXCLUSION = Content.METADATA_FIELD_EXCLUSION;
  private static final String ENVIRONMENT = "environment";
  private static final String BATCHING = "batching";
  private static final String BATCHING_MILLIS = "batchingMillis";
  private static final String DELIMITER = "recordDelimiter";

  private final Map<String, Object> members;

  private ContentText(Map<String, Object> members) {
    this.members = members;
  }

  /// The text of `content`.
  public static Bytes write(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (Toggle toggle : Toggle.values()) {
        json.writeBooleanProperty(toggle.key(), content.is(toggle));
      }
      if (content.uniqueId() != null) {
        json.writeStringProperty(UNIQUE_ID, content.uniqueId());
      }
      json.writeNumberProperty(SCHEMA_VERSION, content.schemaVersion());
      json.writeArrayPropertyStart(EXCLUSION);
      content.metadataFieldExclusion().forEach(field -> json.writeString(field.toString()));
      json.writeEndArray();
      json.writeStringProperty(ENVIRONMENT, lower(content.environment()));
      write(content.batching(), json);
      json.writeStringProperty(DELIMITER, lower(content.recordDelimiter()));
      json.writeEndObject();
    }
    return Bytes.utf8(text.toString());
  }

  /// The content that `text` was written from.
  ///
  /// @throws IllegalArgumentException when it is no such text, or a newer Hydrant's
  public static Content read(Bytes text) {
    ContentText read = new ContentText(members(text));
    Content content = read.content();
    if (!read.members.isEmpty()) {
      throw new IllegalArgumentException(
          "content settings of a newer version of Hydrant: " + read.members.keySet());
    }
    return content;
  }

  private static void write(Batching batching, JsonGenerator json) {
    switch (batching) {
      case Batching.SingleEvents _ -> json.writeStringProperty(BATCHING, "singleEvents");
      case Batching.Windows windows -> {
        json.writeStringProperty(BATCHING, "windows");
        json.writeNumberProperty(BATCHING_MILLIS, windows.intervalMillis());
      }
      case Batching.Sessions sessions -> {
        json.writeStringProperty(BATCHING, "sessions");
        json.writeNumberProperty(BATCHING_MILLIS, sessions.timeoutMillis());
      }
    }
  }

  private Content content() {
    Set<Toggle> on = EnumSet.noneOf(Toggle.class);
    for (Toggle toggle : Toggle.values()) {
      Boolean written = take(toggle.key(), Boolean.class);
      if (written == null ? toggle.standard() : written) {
        on.add(toggle);
      }
    }
    List<MetadataField> exclusion = new ArrayList<>();
    for (Object field : need(EXCLUSION, List.class)) {
      exclusion.add(MetadataField.of(String.valueOf(field)));
    }
    return new Content(
        on,
        take(UNIQUE_ID, String.class),
        need(SCHEMA_VERSION, Long.class).intValue(),
        exclusion,
        EnvironmentFilter.valueOf(upper(need(ENVIRONMENT, String.class))),
        batching(need(BATCHING, String.class)),
        RecordDelimiter.valueOf(upper(need(DELIMITER, String.class))));
  }

  private Batching batching(String kind) {
    return switch (kind) {
      case "singleEvents" -> new Batching.SingleEvents();
      case "windows" -> new Batching.Windows(need(BATCHING_MILLIS, Long.class));
      case "sessions" -> new Batching.Sessions(need(BATCHING_MILLIS, Long.class));
      default -> throw new IllegalArgumentException("content settings: " + BATCHING + ": " + kind);
    };
  }

  private <T> T need(String name, Class<T> type) {
    T member = take(name, type);
    if (member == null) {
      throw new IllegalArgumentException("content settings without " + name);
    }
    return member;
  }

  private <T> @Nullable T take(String name, Class<T> type) {
    Object member = members.remove(name);
    if (member != null && !type.isInstance(member)) {
      throw new IllegalArgumentException("content settings: " + name + ": " + member);
    }
    return type.cast(member);
  }

  private static Map<String, Object> members(Bytes text) {
    Map<String, Object> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text.text())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("content settings are no object");
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (members.put(name, value(json)) != null) {
          throw new IllegalArgumentException("content settings: twice " + name);
        }
      }
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("content settings: more than an object");
      }
      return members;
    } catch (StreamReadException | JacksonIOException e) {
      throw new IllegalArgumentException("content settings are no JSON", e);
    }
  }

  private static Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case START_ARRAY -> list(json);
      default -> throw new IllegalArgumentException("content settings: " + json.currentName());
    };
  }

  private static List<Object> list(JsonParser json) {
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(json));
    }
    return list;
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
