package io.hydrant.model;

import java.util.Set;

/// What a batch says about the course of sessions, whether or not any of it is forwarded.
public sealed interface SessionMark {

  /// The group the session belongs to.
  Hash group();

  /// The session that began or ended.
  Hash session();

  /// A `session_end` of this session came.
  record Ended(Hash group, Hash session) implements SessionMark {}

  /// A `session_start` of this session came: others of the group that came before it are over.
  ///
  /// @param before sessions of the same group that had events before it in the same batch
  record Started(Hash group, Hash session, Set<Hash> before) implements SessionMark {
    public Started {
      before = Set.copyOf(before);
    }
  }
}
