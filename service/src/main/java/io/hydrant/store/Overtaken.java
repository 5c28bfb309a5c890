package io.hydrant.store;

import io.hydrant.model.Bytes;

/// Says whether a user had a later message of the same audience than one that was given up: to
/// replay that one would put him back where he was. A pure function.
@FunctionalInterface
public interface Overtaken {
  /// Whether it is.
  ///
  /// @param audience the message's
  /// @param key where it lay; its group is the user
  /// @param known what is known of the user, as an [AudienceStep.MemberChange] left it
  boolean is(long audience, WaitingKey key, Bytes known);
}
