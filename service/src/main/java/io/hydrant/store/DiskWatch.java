package io.hydrant.store;

import io.hydrant.platform.Clock;
import io.hydrant.platform.Loop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at how much of the disk is free, so that it never gets full for the store: below the
/// reserve nothing more is accepted, and the ballast is given back when others fill what is left.
/// The committer's alone.
final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final long IDLE_LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int MIB_BITS = 20;

  private final Clock clock;
  private final StoreOptions options;
  private long lookedNanos;
  private boolean isShort;

  DiskWatch(Clock clock, StoreOptions options) {
    this.clock = clock;
    this.options = options;
    this.lookedNanos = clock.nanos() - LOOK_NANOS;
  }

  /// When to look again though nothing is to be written: a service that refuses must notice that it
  /// need not, and one that is idle that it must.
  long nextLook() {
    if (options.diskReserveBytes() == 0) {
      return Loop.NEVER;
    }
    return lookedNanos + (isShort ? LOOK_NANOS : IDLE_LOOK_NANOS);
  }

  /// Looks, at most ten times a second; why nothing is accepted now, empty when all is well.
  String trouble() {
    if (options.diskReserveBytes() > 0 && clock.nanos() - lookedNanos >= LOOK_NANOS) {
      lookedNanos = clock.nanos();
      look(options.freeDiskBytes().getAsLong());
    }
    return isShort ? "the disk has less free than diskReserve" : "";
  }

  private void look(long free) {
    options.ballast().trim(free);
    boolean nowShort = free < options.diskReserveBytes();
    if (nowShort != isShort) {
      isShort = nowShort;
      LOG.warn(
          nowShort
              ? "nothing is accepted: {} MiB free on the disk, diskReserve is {} MiB"
              : "accepting again: {} MiB free on the disk, diskReserve is {} MiB",
          free >> MIB_BITS,
          options.diskReserveBytes() >> MIB_BITS);
    }
  }
}
