package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.IdentityType;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Identities of one user, each with a value, which is a JSON string or number as it came. His MPID
/// is not among them. Immutable, safe for many threads.
///
/// @param values by type, in the order in which messages carry them
public record IdentitySet(Map<IdentityType, Bytes> values) {
  public static final IdentitySet EMPTY = new IdentitySet(Map.of());

  public IdentitySet {
    Map<IdentityType, Bytes> copy = new EnumMap<>(IdentityType.class);
    copy.putAll(values);
    if (copy.containsKey(IdentityType.MPID)) {
      throw new IllegalArgumentException("the MPID is no identity among others");
    }
    values = Collections.unmodifiableMap(copy);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// What the values take.
  int bytes() {
    return values.values().stream().mapToInt(Bytes::length).sum();
  }

  /// The value of an identity as JSON; null when there is none.
  public @Nullable Bytes value(IdentityType type) {
    return values.get(type);
  }

  /// These, and over them those of `other`.
  IdentitySet with(IdentitySet other) {
    Map<IdentityType, Bytes> all = new EnumMap<>(IdentityType.class);
    all.putAll(values);
    all.putAll(other.values);
    return new IdentitySet(all);
  }

  IdentitySet without(Collection<IdentityType> types) {
    Map<IdentityType, Bytes> rest = new EnumMap<>(IdentityType.class);
    rest.putAll(values);
    rest.keySet().removeAll(types);
    return new IdentitySet(rest);
  }

  /// The first of those by which a user without an MPID is told; null when there is none.
  @Nullable IdentityType first() {
    for (IdentityType type : IdentityType.OF_USERS) {
      if (values.containsKey(type)) {
        return type;
      }
    }
    for (IdentityType type : IdentityType.OF_DEVICES) {
      if (values.containsKey(type)) {
        return type;
      }
    }
    return null;
  }

  /// Which there are, never their values.
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
