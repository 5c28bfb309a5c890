package io.hydrant.kill;

import io.hydrant.kill.Crowd.Manner;
import io.hydrant.kill.Crowd.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Three times as many batches as the collector can take, whether or not those before were
/// answered: it takes as many as before, answers the others at once that they are to come again,
/// and those that it takes as fast as before.
///
/// Where there is `taskset`, the service has a processor of its own, so that what the load takes to
/// be refused is not taken from it. How late the load itself was, and how long it had not looked
/// for the answers it got, are figures beside the others.
final class OverloadPart implements Prove.Part {
  private static final int WAITING_CLIENTS = 64;
  private static final int CONNECTIONS = 8_000;
  private static final int TIMES_PEAK = 3;
  private static final double GOODPUT_MIN = 0.9;

  /// On one processor the compiler takes a third of it for so long: a peak beside it is none.
  private static final Duration WARMED = Duration.ofSeconds(40);

  private static final Duration FLOODED = Duration.ofMinutes(1);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  /// The one in the middle counts: a shared machine is slow for some seconds at times, and fast.
  private static final int PEAKS = 3;

  private static final Duration PEAK = Duration.ofSeconds(5);

  private static final long REFUSED_MICROS_MAX = 20_000;

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    Stage.play(prove, "three times the peak", 0, OverloadPart::overloaded);
  }

  private static void overloaded(Stage stage) throws IOException, InterruptedException {
    Prove prove = stage.prove();
    flood(stage, Manner.FLOOD, "warm", WAITING_CLIENTS, WARMED, 0);
    List<Double> peaks = new ArrayList<>();
    for (int i = 1; i <= PEAKS; i++) {
      Map<String, Long> one = flood(stage, Manner.FLOOD, "peak" + i, WAITING_CLIENTS, PEAK, 0);
      prove.say("%d clients that wait: %.0f/s".formatted(WAITING_CLIENTS, perSecond(one, PEAK)));
      prove.say("  answered 202 " + times(one, "taken"));
      peaks.add(perSecond(one, PEAK));
    }
    Collections.sort(peaks);
    double peak = peaks.get(PEAKS / 2);
    int rate = (int) (TIMES_PEAK * peak);
    Map<String, Long> told = flood(stage, Manner.FLOOD, "told", CONNECTIONS, FLOODED, rate);
    say(stage, "who come again when they are told", told, FLOODED, peak);
    double goodput = perSecond(told, FLOODED);
    if (goodput < GOODPUT_MIN * peak) {
      stage.tally().wrong("goodput %.0f of a peak of %.0f".formatted(goodput, peak));
    }
    if (count(told, "answered 503") == 0) {
      stage.tally().wrong("nothing was refused");
    }
    Map<String, Long> stubborn =
        flood(stage, Manner.STUBBORN, "stubborn", CONNECTIONS, MEASURED, rate);
    say(stage, "who come again at once", stubborn, MEASURED, peak);
  }

  private static void say(
      Stage stage, String who, Map<String, Long> figures, Duration span, double peak) {
    Prove prove = stage.prove();
    double goodput = perSecond(figures, span);
    prove.say(
        "%.0f/s for %d s, of clients %s: %.0f/s taken, %.0f %% of the peak"
            .formatted(TIMES_PEAK * peak, span.toSeconds(), who, goodput, 100 * goodput / peak));
    prove.say("  answered 202 " + times(figures, "taken"));
    prove.say("  answered 503 " + times(figures, "refused"));
    String later = "after the first %d s ".formatted(Flood.ONSET.toSeconds());
    prove.say("    202 " + later + times(figures, "taken later"));
    prove.say("    503 " + later + times(figures, "refused later"));
    prove.say("  %.0f/s refused".formatted(refused(figures, span)));
    prove.say("  answers not looked for " + times(figures, "unlooked"));
    prove.say("  sent late " + times(figures, "late"));
    prove.say("  %d not sent".formatted(count(figures, "not sent")));
    if (count(figures, "answered 0") > 0) {
      stage.tally().wrong(count(figures, "answered 0") + " without an answer");
    }
    if (count(figures, "refused p99 µs") > REFUSED_MICROS_MAX) {
      prove.say("MISSED: 99 % refused within 20 ms");
    }
  }

  private static Map<String, Long> flood(
      Stage stage, Manner manner, String name, int connections, Duration span, int rate)
      throws IOException, InterruptedException {
    return stage.crowds(List.of(new Task(manner, name, connections, span, rate)));
  }

  private static String times(Map<String, Long> figures, String what) {
    return "p50 %.1f, p99 %.1f, slowest %.1f ms"
        .formatted(
            count(figures, what + " p50 µs") / 1e3,
            count(figures, what + " p99 µs") / 1e3,
            count(figures, what + " max µs") / 1e3);
  }

  private static double refused(Map<String, Long> figures, Duration span) {
    return count(figures, "answered 503") * 1e3 / span.toMillis();
  }

  private static double perSecond(Map<String, Long> figures, Duration span) {
    return count(figures, "answered 202") * 1e3 / span.toMillis();
  }

  private static long count(Map<String, Long> figures, String what) {
    return figures.getOrDefault(what, 0L);
  }
}
