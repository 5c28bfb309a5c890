package io.hydrant.cli;

import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Prints each record as it reaches the quickstart's stream.
final class Arrivals {
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private final World world;
  private final Emulator emulator;
  private final Paint paint;
  private long next;
  private volatile boolean sample;

  Arrivals(World world, Emulator emulator) {
    this.world = world;
    this.emulator = emulator;
    this.paint = Paint.of(world);
  }

  long step() {
    for (StoredRecord stored : emulator.records(Sample.STREAM, next)) {
      next = stored.index() + 1;
      String text = new String(stored.data(), StandardCharsets.UTF_8);
      sample |= text.contains(Sample.REQUEST_ID);
      world.output().out().println(title(stored) + "\n" + Indented.of(text) + "\n");
      world.output().out().flush();
    }
    return world.clock().nanos() + LOOK_NANOS;
  }

  private String title(StoredRecord stored) {
    return paint.green(
        "Record %d reached the stream: %,d bytes".formatted(stored.index(), stored.data().length));
  }

  /// Whether the sample is among them.
  boolean hasSample() {
    return sample;
  }
}
