package io.hydrant.emulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long calls take: a distribution.
public sealed interface Latency {
  /// The 99th percentile of the standard normal distribution.
  double NORMAL_P99 = 2.326;

  /// Any time between two, each as likely.
  record Uniform(Duration least, Duration most) implements Latency {
    public Uniform {
      if (least.isNegative() || most.compareTo(least) < 0) {
        throw new IllegalArgumentException("least " + least + " must not be above most " + most);
      }
    }
  }

  /// Log-normal, as services are: mostly near the median, now and then far above it.
  record Skewed(Duration median, Duration p99) implements Latency {
    public Skewed {
      if (median.isNegative() || median.isZero() || p99.compareTo(median) < 0) {
        throw new IllegalArgumentException("median " + median + " must not be above p99 " + p99);
      }
    }
  }

  /// One call's.
  default Duration sample(RandomGenerator chance) {
    return switch (this) {
      case Uniform(Duration least, Duration most) ->
          least.plusNanos((long) (chance.nextDouble() * most.minus(least).toNanos()));
      case Skewed(Duration median, Duration p99) -> {
        double sigma = Math.log((double) p99.toNanos() / median.toNanos()) / NORMAL_P99;
        yield Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * chance.nextGaussian())));
      }
    };
  }
}
