package io.hydrant.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A fault in force, with what it has seen. Not safe for threads.
final class Armed {
  private final Fault fault;
  private final InstantSource clock;
  private final Instant begin;
  private final SplittableRandom chance;
  private final Map<String, Throttle> throttles = new HashMap<>();
  private long passed;
  private long struck;
  private @Nullable String bound;

  Armed(Fault fault, InstantSource clock) {
    this.fault = fault;
    this.clock = clock;
    this.begin = clock.instant().plus(fault.when().from());
    this.chance = new SplittableRandom(fault.when().seed());
  }

  /// A call at the point where a misfortune may strike it.
  ///
  /// @param stream null for none, or when it is not known yet
  /// @param signer key and session that signed it, null when they are not known yet
  /// @param reused whether its connection had another call before
  record Seen(
      Misfortune.Stage stage,
      Operation operation,
      @Nullable String stream,
      @Nullable String signer,
      boolean reused) {
    Seen(
        Misfortune.Stage stage,
        Operation operation,
        @Nullable String stream,
        @Nullable String signer) {
      this(stage, operation, stream, signer, false);
    }
  }

  Fault fault() {
    return fault;
  }

  /// How many calls it let pass of those it skips.
  long passed() {
    return passed;
  }

  long struck() {
    return struck;
  }

  /// Whether it strikes no more.
  boolean spent() {
    Duration lasting = fault.when().lasting();
    return (!fault.isEndless() && struck >= fault.times())
        || (lasting != null && !clock.instant().isBefore(begin.plus(lasting)));
  }

  /// How it strikes this call, null when it does not. Counts the call.
  @Nullable Strike strike(Seen seen) {
    if (fault.misfortune().stage() != seen.stage()
        || !fault.matches(seen.operation(), seen.stream())
        || (fault.misfortune() instanceof Misfortune.ClosesReused && !seen.reused())
        || clock.instant().isBefore(begin)
        || spent()) {
      return null;
    }
    if (passed < fault.skipped()) {
      passed++;
      return null;
    }
    if (fault.when().share() < 1 && chance.nextDouble() >= fault.when().share()) {
      return null;
    }
    if (fault.misfortune() instanceof Misfortune.Expires && !binds(seen.signer())) {
      return null;
    }
    struck++;
    return switch (fault.misfortune()) {
      case Misfortune.Delays delays -> new Strike(delays, delays.latency().sample(chance), null);
      case Misfortune.Throttles throttles ->
          new Strike(throttles, Duration.ZERO, throttle(throttles.quotas(), seen));
      default -> new Strike(fault.misfortune(), Duration.ZERO, null);
    };
  }

  /// Whether these are the first credentials it met.
  private boolean binds(@Nullable String signer) {
    if (bound == null) {
      bound = signer;
    }
    return bound != null && bound.equals(signer);
  }

  private Throttle throttle(Quotas quotas, Seen seen) {
    String of = seen.operation().puts() ? seen.stream() : seen.operation().text();
    return throttles.computeIfAbsent(String.valueOf(of), name -> new Throttle(quotas, clock));
  }
}
