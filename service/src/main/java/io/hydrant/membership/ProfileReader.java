package io.hydrant.membership;

import io.hydrant.audience.AttributeUpdate;
import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.IdentitySet;
import io.hydrant.audience.IdentityValue;
import io.hydrant.audience.MembershipChange;
import io.hydrant.audience.User;
import io.hydrant.json.Int64;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the `user_profiles` of an `audience_membership_change_request`. The format has no place
/// for the error of a profile: an invalid one is skipped whole, and its place noted.
final class ProfileReader {
  private static final JsonName TIMESTAMP = JsonName.of("timestamp_ms");
  private static final JsonName PROFILES = JsonName.of("user_profiles");
  private static final JsonName MPID = JsonName.of("mpid");
  private static final JsonName USER_IDENTITIES = JsonName.of("user_identities");
  private static final JsonName DEVICE_IDENTITIES = JsonName.of("device_identities");
  private static final JsonName TYPE = JsonName.of("type");
  private static final JsonName VALUE = JsonName.of("value");
  private static final JsonName AUDIENCES = JsonName.of("audiences");
  private static final JsonName AUDIENCE_ID = JsonName.of("audience_id");
  private static final JsonName AUDIENCE_NAME = JsonName.of("audience_name");
  private static final JsonName ACTION = JsonName.of("action");

  private final JsonIndex json;
  private final Store store;
  private final List<AudienceRoute> routes;
  private final long millis;
  private final Set<Long> named = new HashSet<>();
  private final List<AudienceStep> steps = new ArrayList<>();
  private final List<Integer> invalid = new ArrayList<>();

  /// A profile that is not as it has to be.
  private static final class InvalidProfileException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// @param received when it was, Unix milliseconds, for messages that do not say when they are of
  ProfileReader(JsonIndex json, Store store, List<AudienceRoute> routes, long received) {
    this.json = json;
    this.store = store;
    this.routes = routes;
    int time = json.findValue(0, TIMESTAMP);
    boolean isTimed = time != JsonIndex.NONE && Int64.is(json, time);
    this.millis = isTimed ? Int64.of(json, time) : received;
  }

  void read() {
    int profiles = json.find(0, PROFILES);
    if (!json.is(profiles, Kind.ARRAY)) {
      return;
    }
    int place = 0;
    for (int node = json.first(profiles); node != JsonIndex.NONE; node = json.next(node)) {
      try {
        List<AudienceStep> all = profile(node);
        steps.addAll(all);
        for (AudienceStep step : all) {
          if (step instanceof AudienceStep.Naming naming) {
            named.add(naming.id());
          }
        }
      } catch (InvalidProfileException e) {
        invalid.add(place);
      }
      place++;
    }
  }

  /// What the valid profiles come to, in their order.
  List<AudienceStep> steps() {
    return steps;
  }

  /// The places of the invalid ones, from 0.
  List<Integer> invalid() {
    return invalid;
  }

  private List<AudienceStep> profile(int profile) throws InvalidProfileException {
    if (!json.is(profile, Kind.OBJECT)) {
      throw new InvalidProfileException();
    }
    Map<IdentityType, Bytes> read = new EnumMap<>(IdentityType.class);
    identities(json.findValue(profile, USER_IDENTITIES), read);
    identities(json.findValue(profile, DEVICE_IDENTITIES), read);
    IdentitySet identities = new IdentitySet(read);
    User user = user(json.find(profile, MPID), identities);
    List<AudienceStep> changes = new ArrayList<>();
    int audiences = json.findValue(profile, AUDIENCES);
    for (int each : elements(audiences)) {
      audience(each, user, identities, changes);
    }
    return changes;
  }

  private User user(int mpid, IdentitySet identities) throws InvalidProfileException {
    boolean isThere = ByValue.isThere(json, mpid);
    if (isThere && !Int64.is(json, mpid)) {
      throw new InvalidProfileException();
    }
    User user =
        isThere
            ? User.of(Long.toString(Int64.of(json, mpid)), store.hash())
            : User.of(identities, store.hash());
    if (user == null) {
      throw new InvalidProfileException();
    }
    return user;
  }

  private void identities(int list, Map<IdentityType, Bytes> into) throws InvalidProfileException {
    for (int each : elements(list)) {
      int name = json.find(each, TYPE);
      IdentityType type =
          json.is(name, Kind.STRING) ? IdentityType.ofPartner(json.string(name)) : null;
      int node = json.find(each, VALUE);
      if (type == null) {
        continue;
      }
      if (!IdentityValue.isReadable(json, node)) {
        throw new InvalidProfileException();
      }
      Bytes value = IdentityValue.of(type, json, node);
      if (value != null) {
        into.put(type, value);
      }
    }
  }

  private void audience(int node, User user, IdentitySet identities, List<AudienceStep> changes)
      throws InvalidProfileException {
    long id = AudienceId.of(json, json.find(node, AUDIENCE_ID));
    int action = json.find(node, ACTION);
    if (id == AudienceId.NONE || !json.is(action, Kind.STRING)) {
      throw new InvalidProfileException();
    }
    switch (json.string(action)) {
      case "add" ->
          change(node, change(user, id, MembershipChange.Action.ADD, identities), changes);
      case "delete" ->
          change(node, change(user, id, MembershipChange.Action.REMOVE, identities), changes);
      case "attribute_update" -> changes.add(new AttributeUpdate(user, id, routes));
      default -> throw new InvalidProfileException();
    }
  }

  private MembershipChange change(
      User user, long audience, MembershipChange.Action action, IdentitySet identities) {
    return new MembershipChange(user, audience, action, identities, millis, routes);
  }

  /// An audience that is not known yet is created before its first change.
  private void change(int node, MembershipChange change, List<AudienceStep> changes)
      throws InvalidProfileException {
    long id = change.audience();
    if (store.audiences().look(id) == null && !named.contains(id)) {
      String name = name(json, json.find(node, AUDIENCE_NAME));
      if (name == null) {
        throw new InvalidProfileException();
      }
      changes.add(new AudienceStep.Naming(id, name, null, false));
    }
    changes.add(change);
  }

  /// The name of an audience, cut to what a name may be: nobody here could answer that it is too
  /// long. Null when there is none.
  static @Nullable String name(JsonIndex json, int node) {
    if (!json.is(node, Kind.STRING) || json.isEmptyString(node)) {
      return null;
    }
    String name = json.string(node);
    int max = AudienceNames.CHARACTERS_MAX;
    if (name.length() <= max) {
      return name;
    }
    return name.substring(0, Character.isHighSurrogate(name.charAt(max - 1)) ? max - 1 : max);
  }

  private List<Integer> elements(int array) throws InvalidProfileException {
    if (array == JsonIndex.NONE) {
      return List.of();
    }
    if (!json.is(array, Kind.ARRAY)) {
      throw new InvalidProfileException();
    }
    List<Integer> elements = new ArrayList<>();
    for (int node = json.first(array); node != JsonIndex.NONE; node = json.next(node)) {
      if (!json.is(node, Kind.OBJECT)) {
        throw new InvalidProfileException();
      }
      elements.add(node);
    }
    return elements;
  }
}
