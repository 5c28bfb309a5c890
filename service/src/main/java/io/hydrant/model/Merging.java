package io.hydrant.model;

/// How a member of several batches becomes one member of their message.
public enum Merging {
  /// The latest that has a value.
  LATEST(0),
  /// Likewise; it is the `context`, which may gain a location.
  CONTEXT(1),
  /// `user_attributes`: by their own keys, a null being a value.
  ATTRIBUTES(2),
  /// `deleted_user_attributes`: a list without repeats.
  DELETED_ATTRIBUTES(3),
  /// By their own keys, a null saying nothing.
  KEYED(4);

  private static final Merging[] ALL = values();

  private final int stored;

  Merging(int stored) {
    this.stored = stored;
  }

  int stored() {
    return stored;
  }

  static Merging of(int stored) {
    for (Merging merging : ALL) {
      if (merging.stored == stored) {
        return merging;
      }
    }
    throw new IllegalArgumentException("member merged by rule " + stored);
  }
}
