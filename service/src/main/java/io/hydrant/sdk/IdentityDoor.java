package io.hydrant.sdk;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.Claims;
import io.hydrant.audience.ClientIdentity;
import io.hydrant.audience.Identification;
import io.hydrant.audience.Modification;
import io.hydrant.collect.Asked;
import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.store.Step;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where client SDKs ask who their user is. What is answered is on disk: the same identities find
/// the same user from then on.
///
/// Source: the identity requests of @mparticle/web-sdk 2.68.0 and of mParticle's mobile SDKs.
final class IdentityDoor {
  private static final JsonName KNOWN = JsonName.of("known_identities");
  private static final JsonName CHANGES = JsonName.of("identity_changes");
  private static final JsonName TYPE = JsonName.of("identity_type");
  private static final JsonName OLD = JsonName.of("old_value");
  private static final JsonName NEW = JsonName.of("new_value");
  private static final int CHANGES_MAX = 100;

  private final Store store;
  private final Clock clock;

  IdentityDoor(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// `identify`, `login` and `logout`: whoever the identities say.
  Asked identify(Visit visit, Bytes body) {
    JsonIndex json = json(body);
    Claims claims = json == null ? null : claims(json);
    if (claims == null || claims.isEmpty()) {
      return refused(visit, "known_identities: names nobody.");
    }
    Identification asked = new Identification(claims, clock.millis(), routes(visit));
    return kept(
        asked,
        () -> {
          Identification.Found found = asked.found();
          if (found == null) {
            throw new IllegalStateException("kept, and nobody was found");
          }
          return IdentityJson.found(found.mpid(), found.matched(), claims);
        });
  }

  /// `search`: whoever the identities say, if he is known. Reads the store, so not on the event
  /// loop.
  Asked search(Visit visit, Bytes body) {
    JsonIndex json = json(body);
    Claims claims = json == null ? null : claims(json);
    if (claims == null || claims.isEmpty()) {
      return refused(visit, "known_identities: names nobody.");
    }
    return Looking.asked(() -> found(claims, visit));
  }

  private Reply found(Claims claims, Visit visit) throws IOException {
    Long mpid = claims.find(store.audiences());
    return mpid == null
        ? IdentityJson.error(404, "Nobody is known by these identities.", visit.id())
        : IdentityJson.found(mpid, claims.values().keySet(), claims);
  }

  /// `modify`: a user is known by something else from now on.
  Asked modify(String digits, Bytes body, Visit visit) {
    Long mpid = IdentityJson.mpid(digits);
    JsonIndex json = json(body);
    int all = json == null ? JsonIndex.NONE : json.find(0, CHANGES);
    if (mpid == null || json == null || !json.is(all, Kind.ARRAY)) {
      return refused(visit, "identity_changes: must be an array of changes.");
    }
    if (json.count(all) > CHANGES_MAX) {
      return refused(visit, "identity_changes: has more than " + CHANGES_MAX + " entries.");
    }
    List<Modification.Change> changes = new ArrayList<>();
    for (int each = json.first(all); each != JsonIndex.NONE; each = json.next(each)) {
      int type = json.find(each, TYPE);
      ClientIdentity identity =
          json.is(type, Kind.STRING) ? ClientIdentity.named(json.string(type)) : null;
      if (identity != null) {
        changes.add(
            new Modification.Change(
                identity, value(json, json.find(each, OLD)), value(json, json.find(each, NEW))));
      }
    }
    Modification asked =
        new Modification(mpid, changes, clock.millis(), store.hash(), routes(visit));
    return kept(asked, () -> IdentityJson.modified(mpid, changes));
  }

  private static Asked kept(Step step, Supplier<Reply> reply) {
    return new Asked.Bringing(
        1, () -> List.of(new Submission.Part(null, List.of(), List.of(step))), reply);
  }

  private static List<AudienceRoute> routes(Visit visit) {
    return visit.inlets().branches().routes(visit.input().name());
  }

  private static @Nullable JsonIndex json(Bytes body) {
    try {
      return JsonIndex.of(body.array(), body.offset(), body.length());
    } catch (InvalidJsonException _) {
      return null;
    }
  }

  /// Identities by which nobody is found are taken and go no further.
  private Claims claims(JsonIndex json) {
    Map<ClientIdentity, Bytes> values = new EnumMap<>(ClientIdentity.class);
    int known = json.find(0, KNOWN);
    int first = json.is(known, Kind.OBJECT) ? json.first(known) : JsonIndex.NONE;
    for (int each = first; each != JsonIndex.NONE; each = json.next(each)) {
      ClientIdentity identity = ClientIdentity.named(json.name(each));
      Bytes value = value(json, each);
      if (identity != null && value != null) {
        values.put(identity, value);
      }
    }
    return new Claims(values, store.hash());
  }

  private static @Nullable Bytes value(JsonIndex json, int node) {
    return IdentityJson.value(json, node);
  }

  private static Asked refused(Visit visit, String why) {
    return new Asked.Answered(IdentityJson.error(400, why, visit.id()));
  }
}
