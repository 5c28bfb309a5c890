package io.hydrant.console;

import io.hydrant.platform.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long those must wait who were wrong: after five times in a row a second, and twice as long
/// with each time more, four minutes at most. Not safe for many threads.
final class Delays {
  private static final int FAILURES_FREE = 5;
  private static final int DOUBLINGS_MAX = 8;
  private static final int KNOWN_MAX = 10_000;

  private final Clock clock;

  /// The longest unchanged first.
  private final Map<String, Delay> delays = new LinkedHashMap<>();

  private record Delay(int failures, long untilMillis) {}

  Delays(Clock clock) {
    this.clock = clock;
  }

  /// How long somebody must wait yet; nothing for most.
  Duration of(String who) {
    Delay delay = delays.get(who);
    long left = delay == null ? 0 : delay.untilMillis() - clock.millis();
    return Duration.ofMillis(Math.max(0, left));
  }

  void failed(String who) {
    Delay before = delays.remove(who);
    int failures = before == null ? 1 : before.failures() + 1;
    int doublings = Math.min(failures - FAILURES_FREE, DOUBLINGS_MAX);
    long span = doublings < 0 ? 0 : Duration.ofSeconds(1L << doublings).toMillis();
    if (delays.size() >= KNOWN_MAX) {
      delays.remove(delays.keySet().iterator().next());
    }
    delays.put(who, new Delay(failures, clock.millis() + span));
  }

  void succeeded(String who) {
    delays.remove(who);
  }
}
