package io.hydrant.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.Gate;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// In virtual time, before a writer that takes all that waits into one write, as the store's does:
/// a write takes its time, and each batch in it a little more.
class LoadShedderTest {
  private static final int WRITE_BATCHES_MAX = 2_000;
  private static final long MILLI = 1_000_000;
  private static final long BATCH_NANOS = MILLI / 2;
  private static final int PEAK = 2_000;

  private final VirtualClock clock = VirtualClock.at(0);
  private long quickWriteNanos;
  private final SplittableRandom random = new SplittableRandom(11);
  private final LoadShedder shedder =
      new LoadShedder(() -> quickWriteNanos, clock, Chance.of(new SplittableRandom(5)));
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<Waiting> written = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();
  private final SortedSet<Integer> retryAfter = new TreeSet<>();
  private long writeNanos = MILLI;
  private long writeBegan;
  private long writeEnds;
  private int turnedBack;

  private record Waiting(long since, Gate.Stay stay) {}

  /// So many batches a second for a while, evenly but for chance.
  private void come(int aSecond, Duration span) {
    for (long i = 0; i < span.toMillis(); i++) {
      int now = aSecond / 1_000 + (random.nextInt(1_000) < aSecond % 1_000 ? 1 : 0);
      knock(random.nextInt(2 * now + 1));
      pass();
    }
  }

  private void knock(int batches) {
    for (int i = 0; i < batches; i++) {
      switch (shedder.enter(clock.nanos())) {
        case Gate.Stay stay -> waiting.add(new Waiting(clock.nanos(), stay));
        case Gate.TurnedBack(var reply) -> {
          turnedBack++;
          assertThat(reply.status()).isEqualTo(503);
          retryAfter.add(Integer.valueOf(reply.headers().getFirst().value()));
        }
      }
    }
  }

  /// A millisecond.
  private void pass() {
    clock.advanceNanos(MILLI);
    long now = clock.nanos();
    if (!written.isEmpty() && now >= writeEnds) {
      long took = writeEnds - writeBegan;
      long up = written.size() <= 64 ? (took - quickWriteNanos) / 4 : 0;
      quickWriteNanos = Math.min(took, quickWriteNanos + up);
      for (Waiting each : written) {
        waits.add(now - each.since());
        each.stay().answered(202);
      }
      written.clear();
    }
    while (now >= writeEnds && !waiting.isEmpty() && written.size() < WRITE_BATCHES_MAX) {
      written.add(waiting.remove());
    }
    if (!written.isEmpty() && now >= writeEnds) {
      writeBegan = now;
      writeEnds = now + writeNanos + written.size() * BATCH_NANOS;
    }
  }

  private void forget() {
    waits.clear();
    turnedBack = 0;
    retryAfter.clear();
  }

  private long waitMillis(double share) {
    List<Long> sorted = waits.stream().sorted().toList();
    return sorted.get((int) (share * (sorted.size() - 1))) / MILLI;
  }

  @Test
  void threeTimesThePeak_asMuchIsTakenAsAtThePeak_andNobodyWaitsLong() {
    come(3 * PEAK, Duration.ofSeconds(5));
    forget();
    come(3 * PEAK, Duration.ofSeconds(30));
    assertThat(waits.size()).isGreaterThan(9 * PEAK * 30 / 10);
    assertThat(waitMillis(0.99)).isLessThan(2 * LoadShedder.WAIT_MAX.toMillis());
  }

  @Test
  void whoIsTurnedBack_staysAwayForSeconds_andForMoreWhileManyAre() {
    knock(2 * LoadShedder.BURST);
    assertThat(retryAfter).containsExactlyElementsOf(seconds(ComeAgain.SECONDS_MIN));
    come(3 * PEAK, Duration.ofSeconds(5));
    forget();
    come(3 * PEAK, Duration.ofSeconds(5));
    assertThat(retryAfter).containsExactlyElementsOf(seconds(ComeAgain.SECONDS_MAX));
    come(PEAK / 2, Duration.ofSeconds(5));
    forget();
    knock(2 * LoadShedder.BURST);
    assertThat(retryAfter).containsExactlyElementsOf(seconds(ComeAgain.SECONDS_MIN));
  }

  @Test
  void fewTurnedBack_stayAwayForNoLonger() {
    come(21 * PEAK / 20, Duration.ofSeconds(30));
    assertThat(turnedBack).isPositive();
    assertThat(retryAfter).containsExactlyElementsOf(seconds(ComeAgain.SECONDS_MIN));
  }

  private static List<Integer> seconds(int max) {
    return IntStream.rangeClosed(1, max).boxed().toList();
  }

  @Test
  void onceItIsOver_aBurstIsLetInAgain() {
    come(3 * PEAK, Duration.ofSeconds(5));
    come(PEAK / 100, Duration.ofSeconds(2));
    forget();
    knock(500);
    come(PEAK / 100, Duration.ofSeconds(1));
    assertThat(turnedBack).isZero();
    assertThat(waits).hasSizeGreaterThan(500);
  }

  @Test
  void ordinaryLoadWithBursts_turnsNobodyBack() {
    for (int i = 0; i < 10; i++) {
      come(8 * PEAK / 10, Duration.ofSeconds(3));
      come(PEAK / 10, Duration.ofSeconds(1));
      knock(500);
      come(PEAK / 10, Duration.ofSeconds(1));
    }
    assertThat(turnedBack).isZero();
    assertThat(waits).hasSizeGreaterThan(8 * PEAK * 3);
  }

  @Test
  void oneWriteThatTheDiskHoldsUp_turnsNobodyBack() {
    come(PEAK / 5, Duration.ofSeconds(2));
    writeNanos = 2_000 * MILLI;
    come(PEAK / 5, Duration.ofMillis(100));
    writeNanos = MILLI;
    come(PEAK / 5, Duration.ofSeconds(4));
    assertThat(waitMillis(1)).isGreaterThan(1_900);
    assertThat(turnedBack).isZero();
  }

  @Test
  void slowDisk_everyoneWhoFitsIntoTheNextWriteIsLetIn() {
    writeNanos = 1_000 * MILLI;
    come(300, Duration.ofSeconds(60));
    forget();
    come(300, Duration.ofSeconds(60));
    assertThat(turnedBack).isZero();
    assertThat(waitMillis(1)).isBetween(1_900L, 2_600L);
  }

  @Test
  void slowDisk_isNoReasonToTakeMoreAndMore() {
    writeNanos = 1_000 * MILLI;
    come(PEAK, Duration.ofSeconds(60));
    assertThat(shedder.underway()).isLessThan(4 * LoadShedder.BURST);
    assertThat(turnedBack).isPositive();
  }
}
