package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Which identity is whose, and what is known of users.
public interface IdentityBook {
  /// The MPID of the user who is found by an identity; null when nobody is.
  ///
  /// @param identity see [io.hydrant.model.PersonHash]
  @Nullable Long owner(Hash identity) throws IOException;

  /// What is known of a user, in its stored form; null when nothing is.
  @Nullable Bytes known(Hash user) throws IOException;

  /// One that is being written. The committer's alone.
  interface Registry extends IdentityBook {
    /// From now on the identity finds this user.
    void assign(Hash identity, long mpid);

    /// From now on it finds nobody.
    void release(Hash identity);

    /// An MPID that nobody has: positive.
    long freshMpid() throws IOException;
  }
}
