package io.hydrant.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// How long a stream is left alone.
final class BackoffTest {

  private static Duration after(int failures, long seed) {
    Backoff backoff = new Backoff(Chance.of(new SplittableRandom(seed)));
    Duration rest = Duration.ZERO;
    for (int i = 0; i < failures; i++) {
      rest = backoff.failure();
    }
    return rest;
  }

  @Test
  void rests_areSpreadOverAllOfABoundThatDoublesUpToAMinute() {
    for (int failures = 1; failures < 40; failures++) {
      long bound = Math.min(60_000, 100L << Math.min(failures - 1, 20));
      List<Long> rests = new ArrayList<>();
      for (long seed = 0; seed < 200; seed++) {
        rests.add(after(failures, seed).toMillis());
      }
      assertThat(rests).allMatch(rest -> rest > 0 && rest <= bound);
      assertThat(new HashSet<>(rests)).as("jitter").hasSizeGreaterThan(70);
      assertThat(rests).as("full jitter: from nothing").anyMatch(rest -> rest <= bound / 10);
      assertThat(rests).as("full jitter: to the bound").anyMatch(rest -> rest >= bound * 9 / 10);
    }
  }

  @Test
  void whatIsTaken_endsIt() {
    Backoff backoff = new Backoff(Chance.of(new SplittableRandom(3)));
    for (int i = 0; i < 20; i++) {
      backoff.failure();
    }
    backoff.success();
    assertThat(backoff.failures()).isZero();
    assertThat(backoff.failure()).isLessThanOrEqualTo(Backoff.FIRST);
  }

  @Test
  void aPartThatIsTaken_slowsDown_butNeverForLong() {
    Backoff backoff = new Backoff(Chance.of(new SplittableRandom(3)));
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.partial()).isLessThanOrEqualTo(Backoff.LONGEST_PARTIAL);
    }
    assertThat(backoff.failures()).isZero();
  }

  @Test
  void rowsOnDisk_waitLonger_theOftenerTheyFailed() {
    assertThat(Backoff.onDisk(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Backoff.onDisk(8)).isEqualTo(Duration.ofSeconds(4));
    assertThat(Backoff.onDisk(1_000_000)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Backoff.broken(0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(Backoff.broken(1_000_000)).isEqualTo(Duration.ofHours(1));
  }
}
