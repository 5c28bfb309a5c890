package io.hydrant.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A client asks who its user is, or says by what else he is known. Safe for many threads.
public non-sealed interface Identifying extends Step {
  /// About how many bytes it brings.
  int size();

  /// Finds the user, or makes one. Called on the committer's thread, in a write that may fail yet:
  /// must be quick.
  ///
  /// @return what becomes known of him; null: nothing
  AudienceStep.@Nullable MemberChange identify(IdentityBook.Registry registry) throws IOException;
}
