package io.hydrant.store;

/// A delivery loop, as the committer sees it. Both are called on the committer's thread and must be
/// quick.
public interface Waiter {

  /// There is something to read.
  void wake();

  /// The store failed and was opened again: what was read before may be settled or not, so reading
  /// begins at the head again.
  void reopened();
}
