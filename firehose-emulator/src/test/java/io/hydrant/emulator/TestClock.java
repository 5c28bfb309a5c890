package io.hydrant.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves when a test says so.
final class TestClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-23T19:05:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }
}
