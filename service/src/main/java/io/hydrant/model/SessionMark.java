package io.hydrant.model;

import java.util.Set;

/// What a batch says about the course of sessions, whether or not any of it is forwarded.
public sealed interface SessionMark {

  /// The group the sessions belong to.
  Hash group();

  /// Ends of sessions came.
  record Ended(Hash group, Set<Hash> sessions) implements SessionMark {
    public Ended {
      sessions = Set.copyOf(sessions);
    }
  }

  /// Starts of sessions came: others of the group that came before them are over.
  ///
  /// @param sessions those that began
  /// @param before sessions of the same batch that had events before the start of another
  record Started(Hash group, Set<Hash> sessions, Set<Hash> before) implements SessionMark {
    public Started {
      sessions = Set.copyOf(sessions);
      before = Set.copyOf(before);
    }

    /// Whether the start of another session came.
    public boolean endsOthersThan(Hash session) {
      return sessions.size() > 1 || !sessions.contains(session);
    }
  }
}
