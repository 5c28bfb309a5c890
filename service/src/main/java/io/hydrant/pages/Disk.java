package io.hydrant.pages;

import java.time.Duration;

/// How long the disk lasts.
///
/// @param spareBytes what it can still take before nothing more is accepted
/// @param bytesPerSecond how fast what waits grows; below 0 when it shrinks
public record Disk(long spareBytes, double bytesPerSecond) {
  /// Slower than this is a window that fills, or chance.
  private static final double GROWTH_MIN = 1_000;

  private static final Duration LONG = Duration.ofDays(365);
  private static final Duration SOON = Duration.ofDays(1);

  /// Whether what waits grows.
  public boolean isFilling() {
    return bytesPerSecond >= GROWTH_MIN;
  }

  private Duration left() {
    double seconds = Math.max(0, spareBytes) / bytesPerSecond;
    return seconds > LONG.toSeconds() ? LONG : Duration.ofSeconds((long) seconds);
  }

  /// Whether somebody should do something today.
  public boolean isSoonFull() {
    return isFilling() && left().compareTo(SOON) < 0;
  }

  /// When it is full at this rate.
  public String words() {
    if (!isFilling()) {
      return "what waits does not grow";
    }
    String grows = "what waits grows by " + Words.size((long) bytesPerSecond) + " a second";
    return left().equals(LONG)
        ? grows + ", for more than a year"
        : grows + ", at this rate full in " + Words.span(left());
  }
}
