package io.hydrant.audience;

import io.hydrant.json.Int64;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a batch of events says of its user's identities: those of the user and of the device, and
/// those that its events took away.
///
/// Source: mParticle's JSON reference.
public final class BatchIdentities {
  private static final JsonName MPID = JsonName.of("mpid");
  private static final JsonName USER_IDENTITIES = JsonName.of("user_identities");
  private static final JsonName DEVICE_INFO = JsonName.of("device_info");
  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName EVENT_TYPE = JsonName.of("event_type");
  private static final JsonName DATA = JsonName.of("data");
  private static final JsonName NEW = JsonName.of("new");
  private static final JsonName OLD = JsonName.of("old");
  private static final JsonName IDENTITY_TYPE = JsonName.of("identity_type");
  private static final JsonName IDENTITY = JsonName.of("identity");
  private static final String CHANGE = "user_identity_change";

  /// As some clients write `customer_id`, which comes first where both stand.
  private static final String CUSTOMERID = "customerid";

  private final JsonIndex json;
  private final Map<IdentityType, Bytes> has = new EnumMap<>(IdentityType.class);
  private final Map<IdentityType, Bytes> lost = new EnumMap<>(IdentityType.class);

  private BatchIdentities(JsonIndex json) {
    this.json = json;
  }

  /// The change that a batch makes; null when it has no MPID or says nothing of identities, and for
  /// a historical one: what somebody was days ago is no news of who he is.
  ///
  /// @param routes the Audience connections that its input feeds
  public static @Nullable IdentityChange of(
      Batch batch, KeyedHash hash, List<AudienceRoute> routes) {
    JsonIndex json = batch.json();
    int mpid = json.findValue(batch.node(), MPID);
    if (mpid == JsonIndex.NONE || batch.origin().historical()) {
      return null;
    }
    BatchIdentities read = new BatchIdentities(json);
    read.ofUser(json.find(batch.node(), USER_IDENTITIES));
    read.ofDevice(json.find(batch.node(), DEVICE_INFO));
    read.events(json.find(batch.node(), EVENTS));
    if (read.has.isEmpty() && read.lost.isEmpty()) {
      return null;
    }
    User user = User.of(Long.toString(Int64.of(json, mpid)), hash);
    long millis = batch.origin().receivedMillis();
    return new IdentityChange(user, new IdentitySet(read.has), read.lost, millis, routes);
  }

  private void ofUser(int identities) {
    boolean isArray = json.is(identities, Kind.ARRAY);
    if (!isArray && !json.is(identities, Kind.OBJECT)) {
      return;
    }
    for (int each = json.first(identities); each != JsonIndex.NONE; each = json.next(each)) {
      if (isArray) {
        int type = json.find(each, IDENTITY_TYPE);
        if (json.is(type, Kind.STRING)) {
          put(json.string(type), json.find(each, IDENTITY));
        }
      } else {
        put(json.name(each), each);
      }
    }
  }

  private void put(String name, int value) {
    IdentityType type = type(name);
    Bytes read = type == null ? null : IdentityValue.of(type, json, value);
    if (type == null || read == null) {
      return;
    }
    if (name.equals(CUSTOMERID)) {
      has.putIfAbsent(type, read);
    } else {
      has.put(type, read);
    }
  }

  private static @Nullable IdentityType type(String name) {
    return name.equals(CUSTOMERID) ? IdentityType.CUSTOMER_ID : IdentityType.ofUser(name);
  }

  private void ofDevice(int device) {
    if (!json.is(device, Kind.OBJECT)) {
      return;
    }
    for (int each = json.first(device); each != JsonIndex.NONE; each = json.next(each)) {
      IdentityType type = IdentityType.ofDevice(json.name(each));
      Bytes value = type == null ? null : IdentityValue.of(type, json, each);
      if (type != null && value != null) {
        has.put(type, value);
      }
    }
  }

  private void events(int events) {
    if (!json.is(events, Kind.ARRAY)) {
      return;
    }
    for (int event = json.first(events); event != JsonIndex.NONE; event = json.next(event)) {
      int type = json.find(event, EVENT_TYPE);
      if (json.is(type, Kind.STRING) && isChange(type)) {
        changed(json.find(event, DATA));
      }
    }
  }

  /// Clients write it in either case. Most events are of another length.
  private boolean isChange(int type) {
    boolean canBe = json.end(type) - json.start(type) - 2 == CHANGE.length();
    return (canBe || json.hasEscape(type)) && json.string(type).equalsIgnoreCase(CHANGE);
  }

  private void changed(int data) {
    int now = json.find(data, NEW);
    IdentityType gained = typeOf(now);
    if (gained != null && IdentityValue.of(gained, json, json.find(now, IDENTITY)) != null) {
      lost.remove(gained);
      return;
    }
    int before = json.find(data, OLD);
    IdentityType gone = typeOf(before);
    if (gone != null) {
      Bytes value = IdentityValue.of(gone, json, json.find(before, IDENTITY));
      lost.put(gone, value == null ? Bytes.EMPTY : value);
    }
  }

  private @Nullable IdentityType typeOf(int identity) {
    int type = json.find(identity, IDENTITY_TYPE);
    return json.is(type, Kind.STRING) ? type(json.string(type)) : null;
  }
}
