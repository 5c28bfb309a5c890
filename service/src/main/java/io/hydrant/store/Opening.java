package io.hydrant.store;

/// Where a connection's reading begins, and in which opening of the tables: what was read in one
/// opening cannot be struck off in the next, since nobody knows which of the last writes before it
/// are durable.
///
/// @param connection its number
/// @param number how often the tables were opened before
/// @param head everything of the connection below it is gone
/// @param tried the connection's own clock, in microseconds: how long it could have sent. It stands
///   still while the connection is blocked, paused, disabled or the service is down, so that such a
///   time is not held against what waits
public record Opening(int connection, int number, WaitingKey head, long tried) {
  /// The number while the store has failed: no strike is ever of this opening.
  static final int NONE = -1;

  /// Whether the store was open.
  public boolean isOpen() {
    return number != NONE;
  }
}
