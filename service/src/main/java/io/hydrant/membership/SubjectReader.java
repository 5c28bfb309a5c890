package io.hydrant.membership;

import io.hydrant.audience.IdentityValue;
import io.hydrant.audience.Subject;
import io.hydrant.json.Int64;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads who is to be forgotten in a `dsr_processing_request` of the partner SDK: identities by
/// type, an MPID among them. Types that are not known are ignored.
final class SubjectReader {
  private static final JsonName IDENTITIES = JsonName.of("subject_identities");
  private static final JsonName VALUE = JsonName.of("value");
  private static final String MPID = "mpid";

  private SubjectReader() {}

  /// Null when it names nobody.
  static @Nullable Subject of(JsonIndex json, KeyedHash hash) {
    int all = json.find(0, IDENTITIES);
    if (!json.is(all, Kind.OBJECT)) {
      return null;
    }
    String mpid = null;
    Map<IdentityType, Bytes> identities = new EnumMap<>(IdentityType.class);
    for (int each = json.first(all); each != JsonIndex.NONE; each = json.next(each)) {
      String name = json.name(each);
      int node = json.find(each, VALUE);
      IdentityType type = type(name);
      Bytes value = type == null ? null : IdentityValue.of(type, json, node);
      if (type != null && value != null) {
        identities.put(type, value);
      } else if (name.equals(MPID) && Int64.is(json, node)) {
        mpid = Long.toString(Int64.of(json, node));
      }
    }
    return Subject.of(mpid, identities, hash);
  }

  private static @Nullable IdentityType type(String name) {
    IdentityType partner = IdentityType.ofPartner(name);
    IdentityType user = partner == null ? IdentityType.ofUser(name) : partner;
    return user == null ? IdentityType.ofDevice(name) : user;
  }
}
