package io.hydrant.encode;

import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import org.jspecify.annotations.Nullable;

/// What the batches of one message are together, besides their events; in order of receipt.
final class Merged {
  private static final long NONE = -1;

  private final MergedIdentities identities = new MergedIdentities();
  private final MergedMembers members = new MergedMembers();
  private @Nullable Fragment latest;
  private long sequence = NONE;
  private boolean oneBatch = true;

  /// Adds a part, received after all that were added before.
  void apply(Part part) {
    Fragment fragment = part.fragment();
    if (part.sequence() != sequence) {
      // Another piece of the same batch says the same once more.
      oneBatch = sequence == NONE;
      identities.apply(fragment);
      members.apply(fragment.parts());
    }
    sequence = part.sequence();
    latest = fragment;
  }

  Fragment latest() {
    if (latest == null) {
      throw new IllegalStateException("a message of nothing");
    }
    return latest;
  }

  /// The batch's own id when the message is made of exactly one batch that brought one; else empty.
  Bytes batchId() {
    return oneBatch ? latest().parts().batchId() : Bytes.EMPTY;
  }

  MergedIdentities identities() {
    return identities;
  }

  MergedMembers members() {
    return members;
  }
}
