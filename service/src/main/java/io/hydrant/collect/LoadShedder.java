package io.hydrant.collect;

import io.hydrant.http.Gate;
import io.hydrant.metrics.Metric;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// Turns back what would wait too long, so that what is taken is answered as fast as ever and as
/// much is taken as can be.
///
/// It goes by how long requests took that were kept. While they are quick, or slow for a moment,
/// [#BURST] are let in at once: a crowd, a pause of the machine, a write that the disk holds up.
/// Once they were slow several times in a row, there is a limit to how many are under way at once:
/// what is answered within [#WAIT_MAX] at the rate of the answers, which is Little's law. A limit
/// that is too low makes answers quick and thereby rises, one that is too high falls. It ends with
/// the first who meets it after a while in which nobody did, if answers are quick.
///
/// On a slow disk quick means three times what a write takes: who waits for the write under way and
/// then for his own waits for no other. Safe for many threads.
public final class LoadShedder implements Gate {
  static final Duration WAIT_MAX = Duration.ofMillis(100);

  /// Answers of so long are looked at together, or longer when none came.
  static final Duration INTERVAL = Duration.ofMillis(100);

  /// So many slow intervals in a row are no moment any more.
  static final int SLOW_INTERVALS = 2;

  /// What turns nobody back for so long is over.
  static final Duration CALM = Duration.ofSeconds(1);

  /// So many at most, also while answers are quick.
  static final int BURST = 1_024;

  /// Fewer would not fill a write.
  static final int UNDERWAY_MIN = 64;

  private final LongSupplier writeNanos;
  private final Clock clock;
  private final ComeAgain comeAgain;
  private int underway;
  private int limit = BURST;
  private boolean sheds;
  private int slowIntervals;
  private long turnedBack;
  private long turnedBackAt;
  private long intervalBegan;
  private int answered;
  private long waitedNanos;

  /// @param writeNanos what the disk takes for a write of late that was quick
  public LoadShedder(LongSupplier writeNanos, Clock clock, Chance chance) {
    this.writeNanos = writeNanos;
    this.clock = clock;
    this.intervalBegan = clock.nanos();
    this.comeAgain = new ComeAgain(chance, intervalBegan);
    this.turnedBackAt = intervalBegan;
  }

  @Override
  public synchronized Pass enter(long sinceNanos) {
    if (underway >= limit) {
      long now = clock.nanos();
      boolean isOver = slowIntervals == 0 && now - turnedBackAt > CALM.toNanos();
      if (!isOver || underway >= BURST) {
        turnedBack++;
        turnedBackAt = now;
        return comeAgain.answer();
      }
      sheds = false;
      limit = BURST;
    }
    underway++;
    return (Stay) status -> leave(sinceNanos, status);
  }

  private synchronized void leave(long sinceNanos, int status) {
    underway--;
    if (status / 100 == 2) {
      long now = clock.nanos();
      answered++;
      waitedNanos += now - sinceNanos;
      if (now - intervalBegan >= INTERVAL.toNanos()) {
        judge(now);
      }
    }
  }

  private void judge(long now) {
    long waitMax = Math.max(WAIT_MAX.toNanos(), 3 * writeNanos.getAsLong());
    boolean isSlow = waitedNanos / answered > waitMax;
    slowIntervals = isSlow ? slowIntervals + 1 : 0;
    if (sheds || slowIntervals >= SLOW_INTERVALS) {
      double fits = (double) answered / (now - intervalBegan) * waitMax;
      boolean falls = sheds && fits < limit;
      limit = Math.max(UNDERWAY_MIN, (int) (falls ? (limit + fits) / 2 : fits));
      sheds = true;
    }
    comeAgain.kept(answered, now);
    intervalBegan = now;
    answered = 0;
    waitedNanos = 0;
  }

  /// Those that are let in and not answered.
  synchronized int underway() {
    return underway;
  }

  private synchronized long turnedBack() {
    return turnedBack;
  }

  /// What it says of itself. Counts begin with the process.
  public List<Metric> all() {
    return List.of(
        Metric.gauge(
            "hydrant_requests_underway",
            "Requests to the collector whose body is in and that are not answered.",
            List.of(),
            sink -> sink.add(underway())),
        Metric.counter(
            "hydrant_requests_turned_back_total",
            "Requests answered 503 because more came than could be taken in time.",
            List.of(),
            sink -> sink.add(turnedBack())));
  }
}
