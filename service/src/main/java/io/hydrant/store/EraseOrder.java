package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the committer is asked to do about those who are to be forgotten.
sealed interface EraseOrder extends Order {

  /// Says that the store failed before it was certainly done.
  void fail();

  /// Begins an erasure, and forgets at once what is known of who is named.
  ///
  /// @param then its id; null: the store failed
  record Begin(Named named, Recall recall, long millis, Consumer<Erasure.@Nullable Id> then)
      implements EraseOrder {
    @Override
    public void fail() {
      then.accept(null);
    }
  }

  /// Who is to be forgotten.
  ///
  /// @param isByMpid whether by an MPID; else by identities
  /// @param hashes of what was named, each of which can be a user's key
  record Named(boolean isByMpid, Set<Hash> hashes) {
    public Named {
      hashes = Set.copyOf(hashes);
    }
  }

  /// Erases rows that wait and that a connection's loop does not hold. Those that are not there any
  /// more are passed over.
  ///
  /// @param opening under which they were read
  record Waiting(Opening opening, List<WaitingKey> keys, Consumer<Boolean> then)
      implements EraseOrder {
    public Waiting {
      keys = List.copyOf(keys);
    }

    @Override
    public void fail() {
      then.accept(false);
    }
  }

  /// Takes the sweep a step further. Nothing when it is not where it is said to be.
  ///
  /// @param before null: it has not begun
  /// @param after null: it is over
  /// @param keys of what is to be erased on the way, in the family of `before`'s stage
  record Step(
      @Nullable Sweep before,
      @Nullable Sweep after,
      List<Bytes> keys,
      Recall recall,
      long millis,
      Consumer<Boolean> then)
      implements EraseOrder {
    public Step {
      keys = List.copyOf(keys);
    }

    @Override
    public void fail() {
      then.accept(false);
    }
  }
}
