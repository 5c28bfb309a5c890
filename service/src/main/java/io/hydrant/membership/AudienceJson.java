package io.hydrant.membership;

import io.hydrant.http.Reply;
import io.hydrant.store.Audience;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Audiences as `GET /v1/audiences` shows them. While one is being deleted, `members` says how many
/// are left to be taken out.
public final class AudienceJson {
  private AudienceJson() {}

  static Reply all(List<Audience> audiences) {
    return Reply.object(
        200,
        json -> {
          json.writeArrayPropertyStart("audiences");
          for (Audience audience : audiences) {
            json.writeStartObject();
            members(audience, json);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static Reply one(Audience audience) {
    return Reply.object(200, json -> members(audience, json));
  }

  /// The members of one, into an object that is open.
  public static void members(Audience audience, JsonGenerator json) {
    json.writeNumberProperty("id", audience.id());
    json.writeStringProperty("name", audience.name());
    if (audience.externalName() != null) {
      json.writeStringProperty("externalName", audience.externalName());
    }
    json.writeNumberProperty("members", audience.members());
    json.writeBooleanProperty("isBeingDeleted", audience.isDeleted());
  }
}
