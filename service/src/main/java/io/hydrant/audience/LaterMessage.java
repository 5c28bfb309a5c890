package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.store.WaitingKey;

/// Whether a member had a later message of an audience.
public final class LaterMessage {
  private LaterMessage() {}

  /// As [io.hydrant.store.Overtaken] asks.
  public static boolean exists(long audience, WaitingKey key, Bytes known) {
    Member.Membership last = Member.of(known).memberships().get(audience);
    return last != null
        && (last.sequence() > key.sequence()
            || (last.sequence() == key.sequence() && last.n() > key.n()));
  }
}
