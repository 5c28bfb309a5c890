package io.hydrant.model;

/// Whom a fragment waits with: nobody, its device's window, or its session.
public sealed interface Grouping {

  /// With nobody: due at once, never merged with another.
  record Alone() implements Grouping {}

  /// With what the same group brings until its window ends.
  ///
  /// @param group hash of the group key
  /// @param intervalMillis distance of the ends of the group's windows
  record Window(Hash group, long intervalMillis) implements Grouping {}

  /// With what the same session brings until it closes.
  ///
  /// @param group hash of the group key, without the session
  /// @param session hash of the session within its group
  /// @param timeoutMillis the session closes this long after the last of it came
  record Session(Hash group, Hash session, long timeoutMillis) implements Grouping {
    /// Stands for the session of what is in no session: no start of another one ends it.
    public static final Hash OUTSIDE = new Hash(0, 0);
  }
}
