package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import org.jspecify.annotations.Nullable;

/// Whose change it is: somebody with an MPID, or with an identity and none.
///
/// @param key by which what is known of him is found
/// @param mpid its digits; null when he has none
public record User(Hash key, @Nullable String mpid) {

  /// The user of an MPID.
  public static User of(String mpid, KeyedHash hash) {
    return new User(PersonHash.mpid(hash, Bytes.utf8(mpid)), mpid);
  }

  /// The user who is told by the first of these identities; null when there is none.
  public static @Nullable User of(IdentitySet identities, KeyedHash hash) {
    IdentityType first = identities.first();
    Bytes value = first == null ? null : identities.value(first);
    Hash key =
        first == null || value == null ? null : PersonHash.identity(hash, first.key(), value);
    return key == null ? null : new User(key, null);
  }

  /// That it is one, never who.
  @Override
  public String toString() {
    return mpid == null ? "a user without an MPID" : "a user";
  }
}
