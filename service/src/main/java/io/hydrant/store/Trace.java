package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.PersonHash;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose something is, as far as it says: the hashes that an [Erasure] goes by.
///
/// @param mpid null when it names none
/// @param identities those of the user and of the device
public record Trace(@Nullable Hash mpid, Set<Hash> identities) {
  static final Trace NONE = new Trace(null, Set.of());

  public Trace {
    identities = Set.copyOf(identities);
  }

  /// A trace in the making.
  public static final class Collector {
    private final KeyedHash hash;
    private final Set<Hash> identities = new HashSet<>();
    private @Nullable Hash mpid;

    /// @param hash of the store
    public Collector(KeyedHash hash) {
      this.hash = hash;
    }

    /// Its user has this MPID.
    ///
    /// @param digits of the number
    public void mpid(Bytes digits) {
      mpid(PersonHash.mpid(hash, digits));
    }

    void mpid(Hash is) {
      mpid = is;
    }

    /// It names this identity; nothing where that tells nobody.
    ///
    /// @param json its value, a JSON string or number
    public void identity(String type, Bytes json) {
      identityText(type, PersonHash.text(json));
    }

    void identityText(String type, Bytes text) {
      Hash identity = PersonHash.ofText(hash, type, text);
      if (identity != null) {
        identities.add(identity);
      }
    }

    /// It is about this user too, beside whoever it is of.
    ///
    /// @param digits of the MPID
    void about(Bytes digits) {
      identities.add(PersonHash.mpid(hash, digits));
    }

    boolean has(Hash identity) {
      return identities.contains(identity);
    }

    public Trace trace() {
      return new Trace(mpid, identities);
    }
  }
}
