package io.hydrant.cli;

import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.json.Indented;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Prints each record as it reaches one of the quickstart's streams.
final class Arrivals {
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private final World world;
  private final Emulator emulator;
  private final Paint paint;
  private final Map<String, Long> next = new HashMap<>();
  private final Set<String> samples = ConcurrentHashMap.newKeySet();
  private final Runnable onSamples;

  /// @param onSamples what is to happen when the samples of both streams are there, by the thread
  ///   that looks for them, and again each time it looks
  Arrivals(World world, Emulator emulator, Runnable onSamples) {
    this.world = world;
    this.emulator = emulator;
    this.onSamples = onSamples;
    this.paint = Paint.of(world);
  }

  long step() {
    look(Sample.STREAM, Sample.REQUEST_ID);
    look(Sample.AUDIENCE_STREAM, Sample.CUSTOMER_ID);
    if (hasSamples()) {
      onSamples.run();
    }
    return world.clock().nanos() + LOOK_NANOS;
  }

  private void look(String stream, String sample) {
    for (StoredRecord stored : emulator.records(stream, next.getOrDefault(stream, 0L))) {
      next.put(stream, stored.index() + 1);
      String text = new String(stored.data(), StandardCharsets.UTF_8);
      if (text.contains(sample)) {
        samples.add(stream);
      }
      world.output().out().println(title(stream, stored) + "\n" + Indented.of(text) + "\n");
      world.output().out().flush();
    }
  }

  private String title(String stream, StoredRecord stored) {
    return paint.green(
        "Record %d reached %s: %,d bytes".formatted(stored.index(), stream, stored.data().length));
  }

  /// Whether the samples are among them, of both streams.
  boolean hasSamples() {
    return samples.containsAll(Set.of(Sample.STREAM, Sample.AUDIENCE_STREAM));
  }
}
