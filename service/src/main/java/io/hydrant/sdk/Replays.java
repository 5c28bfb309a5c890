package io.hydrant.sdk;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/// The signatures that were right lately: each counts once. Only memory: what was signed before a
/// restart may come once more, and is deduplicated by its id like any other. Safe for many threads.
final class Replays {
  /// About 200 MB; beyond it those are forgotten before their time that have least left of it.
  private static final int COUNT_MAX = 1 << 20;

  private final Set<String> seen = new HashSet<>();
  private final Queue<Seen> ends = new PriorityQueue<>(Comparator.comparingLong(Seen::untilMillis));

  private record Seen(String signature, long untilMillis) {}

  /// Notes a signature.
  ///
  /// @param untilMillis from when on its date is too old to be right
  /// @return whether it was not there
  synchronized boolean add(String signature, long nowMillis, long untilMillis) {
    Seen next = ends.peek();
    while (next != null && (next.untilMillis() < nowMillis || seen.size() >= COUNT_MAX)) {
      seen.remove(next.signature());
      ends.remove();
      next = ends.peek();
    }
    boolean isNew = seen.add(signature);
    if (isNew) {
      ends.add(new Seen(signature, untilMillis));
    }
    return isNew;
  }
}
