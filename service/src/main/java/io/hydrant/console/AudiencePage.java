package io.hydrant.console;

import io.hydrant.http.Reply;
import io.hydrant.json.JsonIndex;
import io.hydrant.membership.AudienceJson;
import io.hydrant.store.AudienceChange;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Audiences and their recent changes as the console gives them to programs.
record AudiencePage(AudienceSights sights) {
  static final String PATH = "/api/audiences";
  private static final Set<String> ASKED = Set.of("audience", "user", "limit", "before");
  private static final Set<String> REVEALED = Set.of("id", "user");
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;

  AudiencePage(Store store) {
    this(new AudienceSights(store));
  }

  Reply answer(@Nullable String query) {
    return DeadPages.answered(() -> list(Query.ofQuery(query, ASKED)));
  }

  private Reply list(Query query) throws IOException, Query.Wrong {
    AudienceSights.Seen seen =
        sights.see(sights.wanted(query), query.number("limit", LIMIT, LIMIT_MAX));
    return Reply.object(
        200,
        json -> {
          json.writeStringProperty("since", time(seen.sinceMillis()));
          json.writeArrayPropertyStart("audiences");
          for (AudienceSights.Known each : seen.audiences()) {
            json.writeStartObject();
            members(each, json);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("changes");
          for (AudienceSights.Change each : seen.changes()) {
            json.writeStartObject();
            members(each, json);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (seen.next() != 0) {
            json.writeStringProperty("next", Long.toString(seen.next()));
          }
        });
  }

  private static void members(AudienceSights.Known known, JsonGenerator json) {
    AudienceJson.members(known.audience(), json);
    Long latest = known.latest();
    if (latest != null) {
      json.writeStringProperty("changedAt", time(latest));
    }
  }

  private static void members(AudienceSights.Change each, JsonGenerator json) {
    AudienceChange change = each.entry().change();
    json.writeStringProperty("id", Long.toString(each.entry().id()));
    json.writeStringProperty("at", time(each.entry().millis()));
    json.writeNumberProperty("audience", change.audience());
    json.writeStringProperty("name", change.name());
    json.writeStringProperty("what", change.kind().word());
    known("was", change.was(), json);
    known("user", each.mark(), json);
    known("input", each.entry().input(), json);
    known("request", each.entry().request(), json);
  }

  private static void known(String name, String value, JsonGenerator json) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /// One change, and who its user is.
  Reply reveal(JsonIndex order) {
    return DeadPages.answered(() -> reveal(Query.ofBody(order, REVEALED)));
  }

  private Reply reveal(Query query) throws IOException {
    AudienceSights.Change change = sights.change(query.text("id"));
    String user = query.text("user");
    AudienceSights.Person person =
        change == null || user == null ? null : sights.reveal(change, user);
    if (change == null || person == null) {
      return Reply.error(404, "There is no such change of this user in memory.");
    }
    return Reply.object(
        200,
        json -> {
          members(change, json);
          if (person.mpid() != null) {
            json.writeStringProperty("mpid", person.mpid());
          }
          json.writeObjectPropertyStart("identities");
          person.identities().forEach(json::writeStringProperty);
          json.writeEndObject();
        });
  }
}
