package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody who is to be forgotten, as a request names him. Nothing of it can be read back.
///
/// @param isByMpid whether by an MPID; else by identities
/// @param hashes of all that was named
public record Subject(boolean isByMpid, Set<Hash> hashes) {
  public Subject {
    hashes = Set.copyOf(hashes);
  }

  /// Somebody with an MPID.
  public static Subject of(String mpid, KeyedHash hash) {
    return new Subject(true, Set.of(PersonHash.mpid(hash, Bytes.utf8(mpid))));
  }

  /// Somebody with these identities; null when none of them tells anybody.
  ///
  /// @param mpid its digits; null when none was named
  /// @param identities JSON strings or numbers
  public static @Nullable Subject of(
      @Nullable String mpid, Map<IdentityType, Bytes> identities, KeyedHash hash) {
    Set<Hash> hashes = new HashSet<>();
    if (mpid != null) {
      hashes.add(PersonHash.mpid(hash, Bytes.utf8(mpid)));
    }
    identities.forEach((type, value) -> {
      Hash identity = PersonHash.identity(hash, type.key(), value);
      if (identity != null) {
        hashes.add(identity);
      }
    });
    return hashes.isEmpty() ? null : new Subject(mpid != null, hashes);
  }

  /// By what he is named, never who he is.
  @Override
  public String toString() {
    return isByMpid ? "somebody, by MPID" : "somebody, by identities";
  }
}
