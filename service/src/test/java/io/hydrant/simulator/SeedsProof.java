package io.hydrant.simulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/// A long outage and many seeds of the simulator, for `./prove seeds`; and, always, all seeds that
/// ever failed.
public final class SeedsProof {
  private static final long SEEDS = 5_000;
  private static final long LONG_SEEDS = 1_000_000;
  private static final int STEPS = 20;

  private final long from;
  private final long count;
  private final long began = Clock.system().nanos();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong reloads = new AtomicLong();
  private final AtomicLong replayed = new AtomicLong();
  private final AtomicLong forgotten = new AtomicLong();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  private SeedsProof(long from, long count) {
    this.from = from;
    this.count = count;
  }

  /// Arguments: `--long`, `--count N`, `--from N`.
  public static void main(String[] arguments) throws IOException {
    long count = SEEDS;
    long from = 0;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--long" -> count = LONG_SEEDS;
        case "--count" -> count = Long.parseLong(arguments[++i]);
        case "--from" -> from = Long.parseLong(arguments[++i]);
        default -> {
          System.err.println("prove: what is " + arguments[i] + "? See --help");
          System.exit(2);
        }
      }
    }
    ((Logger) LoggerFactory.getLogger("io.hydrant")).setLevel(Level.OFF);
    System.exit(new SeedsProof(from, count).run() ? 0 : 1);
  }

  private boolean run() throws IOException {
    try {
      say(LongOutage.run());
    } catch (AssertionError e) {
      failed.add("WRONG outage: " + e.getMessage());
    }
    List<Long> before = SeedsThatFailed.read();
    before.forEach(this::run);
    say("%d seeds that failed before: %d fail now".formatted(before.size(), failed.size()));
    done.set(0);
    LongStream.range(from, from + count).parallel().forEach(this::run);
    say(
        "%d seeds, %d to %d: %d reloads, %d events replayed, %d people forgotten, %d failed"
            .formatted(
                count,
                from,
                from + count - 1,
                reloads.get(),
                replayed.get(),
                forgotten.get(),
                failed.size()));
    failed.forEach(System.out::println);
    return failed.isEmpty();
  }

  private void run(long seed) {
    try {
      Simulation simulation = new Simulation(seed);
      simulation.run();
      reloads.addAndGet(simulation.reloads());
      replayed.addAndGet(simulation.replayed());
      forgotten.addAndGet(simulation.judge().erasures().done());
    } catch (AssertionError | RuntimeException | IOException e) {
      failed.add("WRONG seed " + seed + ": " + firstLine(e));
    }
    long now = done.incrementAndGet();
    if (now % Math.max(1, count / STEPS) == 0) {
      say("%d of %d seeds, %d failed".formatted(now, count, failed.size()));
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  private void say(String line) {
    long seconds = (Clock.system().nanos() - began) / 1_000_000_000;
    System.out.printf("%4d s  %s%n", seconds, line);
    System.out.flush();
  }
}
