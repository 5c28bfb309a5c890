package io.hydrant.membership;

import io.hydrant.store.Audience;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Audiences as `GET /v1/audiences` shows them. While one is being deleted, `members` says how many
/// are left to be taken out.
final class AudienceJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AudienceJson() {}

  static String all(List<Audience> audiences) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("audiences");
      audiences.forEach(audience -> write(audience, json));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  static String one(Audience audience) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(audience, json);
    }
    return text.toString();
  }

  private static void write(Audience audience, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("id", audience.id());
    json.writeStringProperty("name", audience.name());
    if (audience.externalName() != null) {
      json.writeStringProperty("externalName", audience.externalName());
    }
    json.writeNumberProperty("members", audience.members());
    json.writeBooleanProperty("isBeingDeleted", audience.isDeleted());
    json.writeEndObject();
  }
}
