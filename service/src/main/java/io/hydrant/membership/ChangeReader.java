package io.hydrant.membership;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.IdentitySet;
import io.hydrant.audience.IdentityValue;
import io.hydrant.audience.MembershipChange;
import io.hydrant.audience.User;
import io.hydrant.collect.Faults;
import io.hydrant.json.Int64;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.store.AudienceStep;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads `{"changes":[…]}`. An invalid change leaves its neighbours alone; its messages begin with
/// its place, `[17]: `.
public final class ChangeReader {
  private static final JsonName CHANGES = JsonName.of("changes");
  private static final JsonName SOURCE_REQUEST_ID = JsonName.of("source_request_id");
  private static final JsonName ADD = JsonName.of("add");
  private static final JsonName REMOVE = JsonName.of("remove");

  private final JsonIndex json;
  private final About about;
  private final KeyedHash hash;
  private final Faults faults = new Faults();

  /// What all changes of a request have in common.
  ///
  /// @param millis of those that bring no time
  public record About(long audience, long millis, List<AudienceRoute> routes) {}

  /// One change in the reading.
  private static final class Draft {
    private MembershipChange.@Nullable Action action;
    private @Nullable String mpid;
    private final Map<IdentityType, Bytes> identities = new EnumMap<>(IdentityType.class);
    private long millis;
  }

  public ChangeReader(JsonIndex json, About about, KeyedHash hash) {
    this.json = json;
    this.about = about;
    this.hash = hash;
  }

  /// The valid changes, in their order.
  ///
  /// @param max how many there may be
  public List<AudienceStep> read(int max) {
    if (!json.is(0, Kind.OBJECT)) {
      faults.add("The body must be a JSON object with changes.");
      return List.of();
    }
    for (int member = json.first(0); member != JsonIndex.NONE; member = json.next(member)) {
      if (!json.isNamed(member, CHANGES) && !json.isNamed(member, SOURCE_REQUEST_ID)) {
        faults.add(
            Faults.shown(json.name(member)),
            "is no key here; there are changes and source_request_id.");
      }
    }
    int changes = json.find(0, CHANGES);
    if (!json.is(changes, Kind.ARRAY)) {
      faults.add(CHANGES.text(), "must be an array of changes.");
    } else if (json.first(changes) == JsonIndex.NONE || json.count(changes) > max) {
      faults.add(CHANGES.text(), "must have 1 to " + max + " changes.");
    }
    return faults.areNone() ? all(changes) : List.of();
  }

  private List<AudienceStep> all(int changes) {
    List<AudienceStep> read = new ArrayList<>();
    int place = 0;
    for (int node = json.first(changes); node != JsonIndex.NONE; node = json.next(node)) {
      faults.enterBatch(place++);
      AudienceStep change = change(node);
      if (change != null) {
        read.add(change);
      }
    }
    return read;
  }

  /// What is wrong, as sentences for the client.
  public List<String> errors() {
    return faults.messages();
  }

  /// By what the request is recognised when it comes twice; null when it brings none.
  @Nullable String requestId() {
    int id = json.find(0, SOURCE_REQUEST_ID);
    return json.is(id, Kind.STRING) && !json.isEmptyString(id) ? json.string(id) : null;
  }

  private @Nullable AudienceStep change(int node) {
    if (!json.is(node, Kind.OBJECT)) {
      faults.add("A change must be a JSON object.");
      return null;
    }
    Draft draft = new Draft();
    draft.millis = about.millis();
    for (int member = json.first(node); member != JsonIndex.NONE; member = json.next(member)) {
      member(member, draft);
    }
    MembershipChange.Action action = draft.action;
    if (action == null && faults.areNone()) {
      faults.add("action", "is missing; it is \"add\" or \"remove\".");
    }
    IdentitySet identities = new IdentitySet(draft.identities);
    String mpid = draft.mpid;
    User user = mpid == null ? User.of(identities, hash) : User.of(mpid, hash);
    if (user == null && faults.areNone()) {
      faults.add("mpid", "is missing, and so is every identity: a change is of somebody.");
    }
    return action == null || user == null || !faults.areNone()
        ? null
        : new MembershipChange(
            user, about.audience(), action, identities, draft.millis, about.routes());
  }

  private void member(int member, Draft draft) {
    String key = json.name(member);
    switch (key) {
      case "action" -> draft.action = action(member);
      case "mpid" -> {
        if (ByValue.isThere(json, member) && isInteger(key, member)) {
          draft.mpid = Long.toString(Int64.of(json, member));
        }
      }
      case "timestamp_unixtime_ms" -> {
        if (!json.is(member, Kind.NULL) && isInteger(key, member)) {
          draft.millis = Int64.of(json, member);
        }
      }
      case "user_identities" -> identities(key, member, IdentityType::ofUser, draft);
      case "device_identities" -> identities(key, member, IdentityType::ofDevice, draft);
      default ->
          faults.add(
              Faults.shown(key),
              "is no key of a change; there are action, mpid, user_identities, device_identities"
                  + " and timestamp_unixtime_ms.");
    }
  }

  private MembershipChange.@Nullable Action action(int member) {
    if (json.isString(member, ADD)) {
      return MembershipChange.Action.ADD;
    }
    if (json.isString(member, REMOVE)) {
      return MembershipChange.Action.REMOVE;
    }
    faults.add("action", "must be \"add\" or \"remove\".");
    return null;
  }

  private boolean isInteger(String key, int member) {
    boolean isInteger = Int64.is(json, member);
    if (!isInteger) {
      faults.add(key, "must be a 64-bit integer, or a string of one.");
    }
    return isInteger;
  }

  /// Identities for which a message has no place are taken and go no further.
  private void identities(
      String key, int object, Function<String, @Nullable IdentityType> types, Draft draft) {
    if (json.is(object, Kind.NULL)) {
      return;
    }
    if (!json.is(object, Kind.OBJECT)) {
      faults.add(key, "must be an object.");
      return;
    }
    for (int each = json.first(object); each != JsonIndex.NONE; each = json.next(each)) {
      IdentityType type = types.apply(json.name(each));
      if (type == null) {
        continue;
      }
      if (!IdentityValue.isReadable(json, each)) {
        faults.add(key + "." + type.key(), "must be a string or a number.");
        continue;
      }
      Bytes value = IdentityValue.of(type, json, each);
      if (value != null) {
        draft.identities.put(type, value);
      }
    }
  }
}
