package io.hydrant.model;

/// What a batch says about the course of sessions, whether or not any of it is forwarded.
public sealed interface SessionMark {

  /// The group the session belongs to.
  Hash group();

  /// The session that began or ended.
  Hash session();

  /// A `session_end` of this session came.
  record Ended(Hash group, Hash session) implements SessionMark {}

  /// A `session_start` of this session came: others of the group are over.
  record Started(Hash group, Hash session) implements SessionMark {}
}
