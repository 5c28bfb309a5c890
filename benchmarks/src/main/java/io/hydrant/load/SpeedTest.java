package io.hydrant.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The service under many loads, and beside it in the same run what one would write or run instead.
/// Prints the table that `docs/performance.md` shows.
public final class SpeedTest {
  private static final PrintStream OUT = System.out;
  private static final String USAGE =
      """
      usage: ./prove speed [--long] [--only hydrant|others] [--seconds N]

        --long       every shape of records with one and with three connections, three repetitions
        --only WHAT  the service alone, or the others alone
        --seconds N  of each load (8)

      Takes 11 minutes; with --long about an hour.
      """;
  private static final Load WARMING = new Load(8, 32, 10_000, 0);
  private static final int[] EVENTS = {1, 8, 47};
  private static final int STEADY = 2_000;

  private final Sink sink;
  private final Place place;
  private final Duration each;
  private final List<String> table = new ArrayList<>();
  private int parts;

  private SpeedTest(Sink sink, Place place, Duration each) {
    this.sink = sink;
    this.place = place;
    this.each = each;
  }

  /// Runs it; the exit code is 0 when nothing was lost.
  ///
  /// @param arguments class path of the others, then those of [#USAGE]
  public static void main(String... arguments) throws Exception {
    List<String> given = new ArrayList<>(List.of(arguments));
    String others = given.removeFirst();
    boolean isLong = given.remove("--long");
    String only = value(given, "--only", "");
    String seconds = value(given, "--seconds", "8");
    if (!given.isEmpty() || !seconds.matches("\\d{1,4}") || !only.matches("|hydrant|others")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    Place place = Place.make();
    try (Sink sink = Sink.start(place.directory())) {
      SpeedTest test = new SpeedTest(sink, place, Duration.ofSeconds(Long.parseLong(seconds)));
      for (int i = 0; i < (isLong ? 3 : 1); i++) {
        test.all(only, isLong, others);
      }
      test.print();
    } catch (IOException e) {
      System.err.println("speed: FAILED, logs and data are in " + place.directory() + ": " + e);
      System.exit(1);
    }
    place.remove();
  }

  private static String value(List<String> given, String name, String otherwise) {
    int at = given.indexOf(name);
    if (at < 0 || at + 1 == given.size()) {
      return otherwise;
    }
    given.remove(at);
    return given.remove(at);
  }

  private void all(String only, boolean isLong, String others) throws Exception {
    if (!only.equals("others")) {
      for (Shape shape : Shape.values()) {
        hydrant(shape, 1);
        if (isLong || shape == Shape.WINDOWS) {
          hydrant(shape, 3);
        }
      }
    }
    if (!only.equals("hydrant")) {
      other("plain JDK server and AWS SDK", "io.hydrant.others.PlainForwarder", others);
      other("Apache Camel", "io.hydrant.others.CamelForwarder", others);
    }
  }

  private void hydrant(Shape shape, int connections) throws Exception {
    String name =
        "Hydrant, %s, %d connection%s"
            .formatted(
                shape.name().toLowerCase(Locale.ROOT), connections, connections == 1 ? "" : "s");
    try (Hydrant hydrant = new Hydrant(part(), sink, shape, connections)) {
      measure(name, hydrant);
    }
  }

  private void other(String name, String main, String classpath) throws Exception {
    try (Rival rival = new Rival(part(), sink, main, classpath)) {
      measure(name, rival);
    }
  }

  private Path part() throws IOException {
    return place.part("part-" + parts++);
  }

  /// Each size as fast as it goes, at half of that, and at a steady rate.
  private void measure(String name, Subject subject) throws Exception {
    OUT.println(name);
    Phase.Sent sent = new Phase.Sent();
    Phase.run(subject, WARMING, each.multipliedBy(2), sent);
    for (int events : EVENTS) {
      Load load = new Load(events, WARMING.clients(), WARMING.users(), 0);
      Phase peak = phase(name, subject, load, sent);
      phase(name, subject, load.at(Math.max(1, (int) peak.perSecond() / 2)), sent);
      phase(name, subject, load.at(STEADY), sent);
    }
    OUT.printf("  memory %,d MB at most%n", subject.peakBytes() / 1_000_000);
  }

  private Phase phase(String name, Subject subject, Load load, Phase.Sent sent) throws Exception {
    Phase phase = Phase.run(subject, load, each, sent);
    String row =
        "| %s | %d KB | %s | %,.0f | %.1f | %.1f | %.0f |"
            .formatted(
                name,
                load.events() == 1 ? 1 : load.events() == 8 ? 4 : 20,
                load.rate() == 0 ? "all it bears" : "%,d a second".formatted(load.rate()),
                phase.perSecond(),
                phase.p50Millis(),
                phase.p99Millis(),
                phase.cpuMicros());
    OUT.println("  " + row);
    table.add(row);
    return phase;
  }

  private void print() {
    OUT.println();
    OUT.println(
        "| what | batches of | offered | accepted a second | p50 ms | p99 ms | CPU a batch, µs |");
    OUT.println("|---|--:|--:|--:|--:|--:|--:|");
    table.forEach(OUT::println);
  }
}
