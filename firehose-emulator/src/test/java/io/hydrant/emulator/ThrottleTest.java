package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What passes in a second.
class ThrottleTest {
  private final TestClock clock = new TestClock();

  @Test
  void a_record_that_bytes_refuse_costs_no_place_among_the_records() {
    Throttle throttle = new Throttle(Quotas.NONE.withRecords(2).withBytes(100), clock);

    assertThat(throttle.passesRecord(90)).isTrue();
    assertThat(throttle.passesRecord(90)).isFalse();
    assertThat(throttle.passesRecord(10)).isTrue();
    assertThat(throttle.passesRecord(0)).isFalse();
  }

  @Test
  void what_is_larger_than_a_second_passes_a_full_bucket_and_leaves_a_debt() {
    TokenBucket bucket = new TokenBucket(100, clock);

    assertThat(bucket.take(250)).isTrue();
    clock.advance(Duration.ofMillis(1_500));
    assertThat(bucket.take(1)).isFalse();
    clock.advance(Duration.ofMillis(10));
    assertThat(bucket.take(1)).isTrue();
    clock.advance(Duration.ofHours(1));
    assertThat(bucket.take(100)).isTrue();
    assertThat(bucket.take(1)).as("a burst is one second, however long it was quiet").isFalse();
  }

  @Test
  void a_clock_that_goes_back_gives_nothing() {
    TokenBucket bucket = new TokenBucket(10, clock);
    bucket.take(10);

    clock.advance(Duration.ofDays(-3));
    assertThat(bucket.take(1)).isFalse();
    clock.advance(Duration.ofMillis(100));
    assertThat(bucket.take(1)).isTrue();
  }
}
