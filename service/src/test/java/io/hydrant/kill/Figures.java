package io.hydrant.kill;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// What a crowd counts and times, as a line each for who started it. Safe for many threads.
final class Figures {
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Map<String, Times> times = new ConcurrentSkipListMap<>();

  /// Nanoseconds, as they come: a million of them fit.
  private static final class Times {
    private long[] nanos = new long[1_024];
    private int count;

    synchronized void add(long each) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = each;
    }

    synchronized long[] sorted() {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }

  void count(String what) {
    counts.computeIfAbsent(what, ignored -> new LongAdder()).increment();
  }

  void time(String what, long nanos) {
    times.computeIfAbsent(what, ignored -> new Times()).add(nanos);
  }

  void print(PrintStream out) {
    counts.forEach((what, count) -> out.println(what + "=" + count));
    times.forEach((what, all) -> {
      long[] sorted = all.sorted();
      out.println(what + " p50 µs=" + sorted[sorted.length / 2] / 1_000);
      out.println(what + " p99 µs=" + sorted[(int) (sorted.length * 0.99)] / 1_000);
      out.println(what + " max µs=" + sorted[sorted.length - 1] / 1_000);
    });
  }
}
