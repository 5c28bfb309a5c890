package io.hydrant.store;

import io.hydrant.json.Int64;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.ByValue;
import io.hydrant.model.Bytes;
import io.hydrant.model.EncodedMessage;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentParts;
import io.hydrant.model.GroupParts;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import java.nio.BufferUnderflowException;
import java.util.List;

/// Says whose a row is, by what it carries. Pure, safe for many threads.
///
/// What our own code cannot read is nobody's: it is given up at the next attempt to send it.
final class Tracer {
  private static final JsonName MPID = JsonName.of("mpid");
  private static final JsonName USER_IDENTITIES = JsonName.of("user_identities");
  private static final JsonName OUTGOING_IDENTITIES = JsonName.of("UserIdentities");
  private static final JsonName DEVICE_INFO = JsonName.of("device_info");
  private static final JsonName IDENTITY_TYPE = JsonName.of("identity_type");
  private static final JsonName IDENTITY = JsonName.of("identity");
  private static final JsonName ALIAS = JsonName.of("alias");
  private static final JsonName DATA = JsonName.of("data");
  private static final List<JsonName> ALIAS_USERS =
      List.of(JsonName.of("source_mpid"), JsonName.of("destination_mpid"));
  private static final List<JsonName> DEVICES =
      IdentityType.OF_DEVICES.stream().map(type -> JsonName.of(type.key())).toList();

  /// Of a group key: which part names the device, its id, and where the user begins.
  private static final int DEVICE_PART = 4;

  private static final int USER_PART = 6;

  private final KeyedHash hash;

  Tracer(KeyedHash hash) {
    this.hash = hash;
  }

  /// Whose a row is; of a closed session its fragments say that.
  Trace of(Row row) {
    Trace.Collector found = new Trace.Collector(hash);
    try {
      switch (row.kind()) {
        case FRAGMENT -> fragment(Fragment.of(row.payload()), found);
        case MESSAGE ->
            document(EncodedMessage.of(row.payload(), row.count()).message().document(), found);
        case AUDIENCE ->
            audience(row.key().group(), AudienceMessage.of(row.payload()).document(), found);
        case SESSION -> {}
      }
    } catch (IllegalArgumentException | BufferUnderflowException | InvalidJsonException _) {
      return Trace.NONE;
    }
    return found.trace();
  }

  private void fragment(Fragment fragment, Trace.Collector found) throws InvalidJsonException {
    group(fragment.groupKey(), found);
    FragmentParts parts = fragment.parts();
    for (int i = 0; i < parts.identities(); i++) {
      found.identity(PersonHash.text(parts.identityType(i)).text(), parts.identity(i));
    }
    if (parts.identityList().length() > 0) {
      JsonIndex list = index(parts.identityList());
      list(list, 0, found);
    }
    for (int i = 0; i < parts.members(); i++) {
      String name = PersonHash.text(parts.memberName(i)).text();
      if (name.equals(MPID.text())) {
        found.mpid(parts.memberValue(i));
      } else if (name.equals(DEVICE_INFO.text())) {
        device(index(parts.memberValue(i)), 0, found);
      }
    }
  }

  /// What a group is told by is in the row also where the settings forward none of it.
  private static void group(Bytes key, Trace.Collector found) {
    List<Bytes> parts = key.length() == 0 ? List.of() : GroupParts.of(key);
    if (parts.size() <= USER_PART) {
      return;
    }
    if (IdentityType.ofDevice(parts.get(DEVICE_PART).text()) != null) {
      found.identityText(parts.get(DEVICE_PART).text(), text(parts.get(DEVICE_PART + 1)));
    }
    if (parts.get(USER_PART).text().equals(MPID.text())) {
      found.mpid(parts.get(USER_PART + 1));
      return;
    }
    for (int i = USER_PART; i + 1 < parts.size(); i += 2) {
      String type = text(parts.get(i)).text();
      found.identityText(type, text(parts.get(i + 1)));
    }
  }

  private void document(Bytes document, Trace.Collector found) throws InvalidJsonException {
    JsonIndex json = index(document);
    int mpid = json.find(0, MPID);
    if (ByValue.isThere(json, mpid)) {
      found.mpid(text(ByValue.of(json, mpid)));
    }
    int alias = json.find(json.find(0, ALIAS), DATA);
    for (JsonName user : ALIAS_USERS) {
      int value = json.find(alias, user);
      if (Int64.is(json, value)) {
        found.about(Bytes.utf8(Long.toString(Int64.of(json, value))));
      }
    }
    list(json, json.find(0, USER_IDENTITIES), found);
    device(json, json.find(0, DEVICE_INFO), found);
  }

  /// Identities as an array, as in what is sent.
  private static void list(JsonIndex json, int list, Trace.Collector found) {
    if (!json.is(list, JsonIndex.Kind.ARRAY)) {
      return;
    }
    for (int each = json.first(list); each != JsonIndex.NONE; each = json.next(each)) {
      int type = json.find(each, IDENTITY_TYPE);
      int value = json.find(each, IDENTITY);
      if (json.is(type, JsonIndex.Kind.STRING) && ByValue.isThere(json, value)) {
        found.identityText(json.string(type), text(ByValue.of(json, value)));
      }
    }
  }

  private static void device(JsonIndex json, int info, Trace.Collector found) {
    for (JsonName type : DEVICES) {
      int value = json.find(info, type);
      if (ByValue.isThere(json, value)) {
        found.identityText(type.text(), text(ByValue.of(json, value)));
      }
    }
  }

  /// A configuration can call identities what it likes, so each value could be any. A user without
  /// an MPID is told by one of them; who is told by something else has one.
  private static void audience(Hash group, Bytes document, Trace.Collector found)
      throws InvalidJsonException {
    JsonIndex json = index(document);
    int all = json.find(0, OUTGOING_IDENTITIES);
    boolean hasAny = json.is(all, JsonIndex.Kind.OBJECT);
    int value = hasAny ? json.first(all) : JsonIndex.NONE;
    for (; value != JsonIndex.NONE; value = json.next(value)) {
      Bytes text = text(ByValue.of(json, value));
      for (IdentityType type : IdentityType.values()) {
        found.identityText(type.key(), text);
      }
    }
    if (!found.has(group)) {
      found.mpid(group);
    }
  }

  private static JsonIndex index(Bytes json) throws InvalidJsonException {
    return JsonIndex.of(json.array(), json.offset(), json.length());
  }

  /// The text of what [ByValue] made comparable.
  private static Bytes text(Bytes comparable) {
    boolean isString = comparable.length() > 0 && comparable.at(0) == '"';
    return isString ? comparable.slice(1, comparable.length()) : comparable;
  }
}
