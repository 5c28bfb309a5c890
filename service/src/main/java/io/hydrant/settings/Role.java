package io.hydrant.settings;

/// What a setting decides, and so how a change of it works.
enum Role {
  /// A part of the file, which holds keys of its own.
  PART,
  /// What the service stands on: it is read at the start, and a change of it needs a restart.
  START,
  /// What the service does: at once.
  SERVICE,
  /// What an input takes: at once.
  INPUT,
  /// Bytes and groups: what already waits leaves under the settings it was accepted with.
  CONTENT,
  /// Where and how messages are sent: at once, also for what already waits.
  DELIVERY
}
