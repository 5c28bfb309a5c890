package io.hydrant.sdk;

import io.hydrant.audience.Claims;
import io.hydrant.audience.ClientIdentity;
import io.hydrant.audience.Modification;
import io.hydrant.http.Reply;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.Bytes;
import io.hydrant.model.PersonHash;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Identities as client SDKs are told of them. MPIDs are texts: the browser's fails on a number.
///
/// Source: what mParticle's SDKs read of an answer; each looks for errors in another place.
final class IdentityJson {
  private static final int ROOM = 256;

  private IdentityJson() {}

  /// Somebody was found.
  ///
  /// @param matched those of the identities that are his
  static Reply found(long mpid, Set<ClientIdentity> matched, Claims claims) {
    return Reply.object(
        200,
        json -> {
          json.writeNullProperty("context");
          json.writeStringProperty("mpid", Long.toString(mpid));
          json.writeObjectPropertyStart("matched_identities");
          claims
              .values()
              .forEach((identity, value) -> {
                if (matched.contains(identity)) {
                  json.writeStringProperty(identity.text(), PersonHash.text(value).text());
                }
              });
          json.writeEndObject();
          json.writeBooleanProperty("is_ephemeral", false);
          json.writeBooleanProperty("is_logged_in", claims.isOfUser());
        });
  }

  /// A user is known by something else.
  static Reply modified(long mpid, List<Modification.Change> changes) {
    return Reply.object(
        200,
        json -> {
          json.writeArrayPropertyStart("change_results");
          for (Modification.Change change : changes) {
            json.writeStartObject();
            json.writeStringProperty("identity_type", change.identity().text());
            json.writeStringProperty("modified_mpid", Long.toString(mpid));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static Reply error(int status, String why, String requestId) {
    return Reply.object(
        status,
        json -> {
          for (String name : List.of("Errors", "errors")) {
            json.writeArrayPropertyStart(name);
            json.writeStartObject();
            json.writeStringProperty("code", Reply.code(status));
            json.writeStringProperty("message", why);
            json.writeEndObject();
            json.writeEndArray();
          }
          json.writeStringProperty("ErrorCode", Reply.code(status));
          json.writeNumberProperty("StatusCode", status);
          json.writeStringProperty("RequestId", requestId);
        });
  }

  /// The number that these digits are; null when they are none of 64 bits.
  static @Nullable Long mpid(@Nullable String digits) {
    try {
      return digits == null ? null : Long.valueOf(digits);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// A value of an identity in one form, equal texts being equal bytes; null when there is none.
  static @Nullable Bytes value(JsonIndex json, int node) {
    if (json.is(node, Kind.STRING) && !json.isEmptyString(node)) {
      return Bytes.of(new JsonOutput(ROOM).string(json.string(node)).toArray());
    }
    return json.is(node, Kind.NUMBER) ? Bytes.utf8('"' + json.raw(node) + '"') : null;
  }
}
