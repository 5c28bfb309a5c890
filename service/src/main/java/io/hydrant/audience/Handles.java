package io.hydrant.audience;

import io.hydrant.model.Hash;
import io.hydrant.store.IdentityBook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// By what one user is found, while that is being changed: the directory and what is known of him
/// change together. The committer's alone.
final class Handles {
  /// What is kept of devices: a browser that forgets its stamp each day gets a new one.
  private static final int MAX = 100;

  private final IdentityBook.Registry registry;
  private final long mpid;
  private final List<Member.Handle> handles;

  Handles(IdentityBook.Registry registry, long mpid, List<Member.Handle> before) {
    this.registry = registry;
    this.mpid = mpid;
    this.handles = new ArrayList<>(before);
  }

  /// From now on he is found by this one, unless somebody else is. Of those of a user he has one of
  /// each type.
  ///
  /// @return whether he is
  boolean take(ClientIdentity identity, Hash hash) throws IOException {
    Long owner = registry.owner(hash);
    if (owner != null) {
      return owner == mpid;
    }
    if (!identity.isOfDevice()) {
      drop(identity, null);
    } else if (handles.size() >= MAX) {
      registry.release(handles.removeFirst().hash());
    }
    registry.assign(hash, mpid);
    handles.add(new Member.Handle(identity.text(), hash));
    return true;
  }

  /// From now on he is not found by this type.
  ///
  /// @param hash of the value that is meant; null: whatever it is
  void drop(ClientIdentity identity, @Nullable Hash hash) {
    handles.removeIf(handle -> {
      boolean isMeant =
          handle.type().equals(identity.text()) && (hash == null || hash.equals(handle.hash()));
      if (isMeant) {
        registry.release(handle.hash());
      }
      return isMeant;
    });
  }

  List<Member.Handle> all() {
    return List.copyOf(handles);
  }
}
