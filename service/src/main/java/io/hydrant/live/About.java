package io.hydrant.live;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonNames;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Whom and what a batch or a message is about. Devices and users stand here as *marks*, which tell
/// one from another and say nothing of who they are.
///
/// @param types how many events of each
public record About(Set<String> devices, Set<String> users, Map<String, Integer> types) {
  /// About nobody.
  public static final About NOBODY = new About(Set.of(), Set.of(), Map.of());

  private static final JsonName MP_DEVICEID = JsonName.of("mp_deviceid");
  private static final JsonName DEVICE_INFO = JsonName.of("device_info");
  private static final JsonName MPID = JsonName.of("mpid");
  private static final JsonName USER_IDENTITIES = JsonName.of("user_identities");
  private static final JsonName SENT_IDENTITIES = JsonName.of("UserIdentities");
  private static final JsonName IDENTITY = JsonName.of("identity");
  private static final JsonName EVENTS = JsonName.of("events");
  private static final JsonName EVENT_TYPE = JsonName.of("event_type");
  private static final JsonNames DEVICE_NAMES =
      JsonNames.of(
          Stream.concat(
                  IdentityType.OF_DEVICES.stream().map(IdentityType::key),
                  Stream.of("microsoft_publisher_id"))
              .toList());
  private static final int MARK_SHIFT = 32;
  private static final int TYPE_CHARACTERS_MAX = 40;
  private static final int NAMED_MAX = 20;

  public About {
    devices = Set.copyOf(devices);
    users = Set.copyOf(users);
    types = Map.copyOf(types);
  }

  /// What a device or user with this id is marked by: eight hexadecimal digits that are the same as
  /// long as the data directory is.
  public static String mark(KeyedHash hash, String id) {
    return mark(hash, Bytes.utf8(id));
  }

  private static String mark(KeyedHash hash, Bytes id) {
    return String.format("%08x", hash.of(id).high() >>> MARK_SHIFT);
  }

  /// What an object says: a batch, a message of one, or a message about an audience.
  public static About of(JsonIndex json, int object, KeyedHash hash) {
    Set<String> devices = new LinkedHashSet<>();
    Set<String> users = new LinkedHashSet<>();
    add(json, json.find(object, MP_DEVICEID), hash, devices);
    int info = json.find(object, DEVICE_INFO);
    if (json.is(info, Kind.OBJECT)) {
      for (int id = json.first(info); id != JsonIndex.NONE; id = json.next(id)) {
        if (DEVICE_NAMES.ofName(json, id) != JsonNames.UNKNOWN) {
          add(json, id, hash, devices);
        }
      }
    }
    add(json, json.find(object, MPID), hash, users);
    for (JsonName name : List.of(USER_IDENTITIES, SENT_IDENTITIES)) {
      addAll(json, json.find(object, name), hash, users);
    }
    return new About(devices, users, types(json, json.find(object, EVENTS)));
  }

  private static void addAll(JsonIndex json, int identities, KeyedHash hash, Set<String> to) {
    boolean isList = json.is(identities, Kind.ARRAY);
    if (!isList && !json.is(identities, Kind.OBJECT)) {
      return;
    }
    for (int each = json.first(identities); each != JsonIndex.NONE; each = json.next(each)) {
      boolean isObject = json.is(each, Kind.OBJECT);
      if (!isList) {
        add(json, each, hash, to);
      } else if (isObject) {
        add(json, json.find(each, IDENTITY), hash, to);
      }
    }
  }

  private static void add(JsonIndex json, int id, KeyedHash hash, Set<String> to) {
    if (ByValue.isThere(json, id) && to.size() < NAMED_MAX) {
      Bytes text = Bytes.of(json.text(), json.start(id), json.end(id) - json.start(id));
      to.add(mark(hash, PersonHash.text(text)));
    }
  }

  private static Map<String, Integer> types(JsonIndex json, int events) {
    Map<String, Integer> types = new TreeMap<>();
    if (json.is(events, Kind.ARRAY)) {
      for (int event = json.first(events); event != JsonIndex.NONE; event = json.next(event)) {
        int type = json.is(event, Kind.OBJECT) ? json.find(event, EVENT_TYPE) : JsonIndex.NONE;
        if (json.is(type, Kind.STRING) && types.size() < NAMED_MAX) {
          String word = json.string(type);
          types.merge(
              word.substring(0, Math.min(word.length(), TYPE_CHARACTERS_MAX)), 1, Integer::sum);
        }
      }
    }
    return types;
  }
}
