package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Understands what is known of a user, which the store does not. Pure, safe for many threads.
@FunctionalInterface
public interface Recall {
  /// Reads it.
  ///
  /// @param known as it is stored
  /// @param audiences by id, null for those that are not
  Recalled of(Bytes known, LongFunction<@Nullable Audience> audiences);

  /// What is known of a user, as far as forgetting him needs it.
  ///
  /// @param trace the MPID and the identities
  /// @param audiences those that the user is in
  /// @param handles identities by which the user is found
  /// @param oldest sequence of the oldest change that is known; 0 when that is not known
  record Recalled(Trace trace, List<Long> audiences, List<Hash> handles, long oldest) {
    public Recalled {
      audiences = List.copyOf(audiences);
      handles = List.copyOf(handles);
    }
  }
}
