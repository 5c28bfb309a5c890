package io.hydrant.sdk;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The signatures that were right lately: each counts once. Only memory: what was signed before a
/// restart may come once more, and is deduplicated by its id like any other. Safe for many threads.
final class Replays {
  /// About 100 MB; beyond it the oldest are forgotten before their time.
  private static final int COUNT_MAX = 1 << 20;

  private final Map<String, Long> seen = new LinkedHashMap<>();

  /// Notes a signature.
  ///
  /// @param untilMillis from when on it is too old to be right
  /// @return whether it was not there
  synchronized boolean add(String signature, long nowMillis, long untilMillis) {
    Iterator<Long> oldest = seen.values().iterator();
    while (oldest.hasNext() && (oldest.next() < nowMillis || seen.size() >= COUNT_MAX)) {
      oldest.remove();
    }
    return seen.putIfAbsent(signature, untilMillis) == null;
  }
}
