package io.hydrant.store;

/// A connection that the configuration names no more. What it owes is kept until a person discards
/// it or has another connection send it; a new connection of its name has nothing to do with it.
///
/// @param connection its number in the store
/// @param name what it was called
/// @param heir number of the connection that sends what it owes; 0 is none
public record Former(int connection, String name, int heir) {
  static final int NO_HEIR = 0;

  /// What people call it: no connection can be configured under such a name.
  public String label() {
    return name + "#" + connection;
  }

  /// Whether another connection sends what it owes.
  public boolean hasHeir() {
    return heir != NO_HEIR;
  }
}
