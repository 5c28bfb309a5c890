package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import io.hydrant.store.IdentityBook;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identities by which a client names its user, each with a value. Immutable, safe for many
/// threads.
///
/// A small directory, no identity resolution: the first of them that is known finds the user, in
/// the order of [ClientIdentity]. Those of a device find one only where none of a user is named, so
/// that who logs in with something new is somebody new, and who logs out is the device's anonymous
/// user again.
///
/// @param values JSON strings
/// @param hash of the store
public record Claims(Map<ClientIdentity, Bytes> values, KeyedHash hash) {
  public Claims {
    Map<ClientIdentity, Bytes> copy = new EnumMap<>(ClientIdentity.class);
    values.forEach((identity, value) -> {
      if (PersonHash.identity(hash, identity.key(), value) != null) {
        copy.put(identity, value);
      }
    });
    values = Collections.unmodifiableMap(copy);
  }

  /// Whether nobody is named.
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// Whether a user is named, and not a device alone.
  public boolean isOfUser() {
    return values.keySet().stream().anyMatch(identity -> !identity.isOfDevice());
  }

  /// The MPID of the user they name; null when nobody is known by them.
  public @Nullable Long find(IdentityBook book) throws IOException {
    boolean isOfUser = isOfUser();
    for (ClientIdentity identity : values.keySet()) {
      Long mpid = identity.isOfDevice() == isOfUser ? null : book.owner(handle(identity));
      if (mpid != null && !isSomebodyElse(mpid, identity, book)) {
        return mpid;
      }
    }
    return null;
  }

  /// Who is known by another value of an identity that comes first is another person, whatever they
  /// share: two customers with one email address, say.
  private boolean isSomebodyElse(long mpid, ClientIdentity by, IdentityBook book)
      throws IOException {
    Bytes known = book.known(user(mpid).key());
    if (known == null) {
      return false;
    }
    for (Member.Handle handle : Member.of(known).handles()) {
      ClientIdentity identity = ClientIdentity.named(handle.type());
      if (identity != null
          && identity.compareTo(by) < 0
          && !identity.isOfDevice()
          && values.containsKey(identity)
          && !handle(identity).equals(handle.hash())) {
        return true;
      }
    }
    return false;
  }

  User user(long mpid) {
    return User.of(Long.toString(mpid), hash);
  }

  /// By which the directory knows one of them.
  Hash handle(ClientIdentity identity) {
    Bytes value = values.get(identity);
    Hash handle = value == null ? null : PersonHash.identity(hash, identity.key(), value);
    if (handle == null) {
      throw new IllegalArgumentException("no value: " + identity);
    }
    return handle;
  }

  /// What audiences know of them.
  IdentitySet identities() {
    Map<IdentityType, Bytes> known = new EnumMap<>(IdentityType.class);
    values.forEach((identity, value) -> {
      IdentityType type = identity.type();
      if (type != null) {
        known.put(type, value);
      }
    });
    return new IdentitySet(known);
  }

  /// Which there are, never their values.
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
