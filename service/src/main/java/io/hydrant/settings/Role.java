package io.hydrant.settings;

/// What a setting decides, and so how a change of it works.
enum Role {
  /// What the service is: read at the start.
  SERVICE,
  /// What an input takes.
  INPUT,
  /// Bytes and groups: what already waits leaves under the settings it was accepted with.
  CONTENT,
  /// Where and how messages are sent: today's, also for what already waits.
  DELIVERY
}
