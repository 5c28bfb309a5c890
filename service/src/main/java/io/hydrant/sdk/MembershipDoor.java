package io.hydrant.sdk;

import io.hydrant.audience.Member;
import io.hydrant.audience.User;
import io.hydrant.collect.Asked;
import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where client SDKs ask which audiences a user is in.
final class MembershipDoor {
  private static final Pattern MPID = Pattern.compile("(?:^|.*&)mpid=(-?\\d{1,19})(?:&.*|$)");

  private final Store store;
  private final Clock clock;

  MembershipDoor(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Asked ask(Visit visit) {
    String query = visit.request().query();
    Matcher matcher = MPID.matcher(query == null ? "" : query);
    Long mpid = matcher.matches() ? IdentityJson.mpid(matcher.group(1)) : null;
    return mpid == null
        ? new Asked.Answered(IdentityJson.error(400, "mpid: is missing.", visit.id()))
        : Looking.asked(() -> memberships(mpid, visit.id()));
  }

  private Reply memberships(long mpid, String id) throws IOException {
    Bytes known = store.audiences().known(User.of(Long.toString(mpid), store.hash()).key());
    List<Long> audiences =
        known == null ? List.of() : Member.of(known).audiences(store.audiences()::find);
    return Reply.object(
        200,
        json -> {
          json.writeStringProperty("dt", "cam");
          json.writeNumberProperty("ct", clock.millis());
          json.writeStringProperty("id", id);
          json.writeArrayPropertyStart("audience_memberships");
          for (long audience : audiences) {
            json.writeStartObject();
            json.writeNumberProperty("audience_id", audience);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
