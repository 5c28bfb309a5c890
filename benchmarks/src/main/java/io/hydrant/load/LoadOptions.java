package io.hydrant.load;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How one load is to be.
///
/// @param connections that take every event
/// @param watched how often it is measured without and with somebody at the console, in turns; 0:
///   once, with nobody there
record LoadOptions(
    Duration measured, Duration warmUp, Load load, Shape shape, int connections, int watched) {
  static final String USAGE =
      """
      usage: ./prove load [--seconds N] [--warm-up N] [--events N] [--rate N] [--clients N] [--users N]
                          [--records windows|singles|packed] [--connections N] [--watched N]

        --seconds N      how long it is measured (20), after a warm-up of --warm-up seconds (10)
        --events N       in each batch (8): 1, 8 or 47 make about 1, 4 or 20 KB
        --rate N         batches a second; 0 (the default): as many as the machine bears
        --clients N      each with one request at a time (32)
        --users N        whose batches they are (10000)
        --records KIND   windows of five seconds a user (the default), every event by itself (singles),
                         or the same with events that share records (packed)
        --connections N  that take every event (1)
        --watched N      N times without and with the console open, in turns: a live stream, and every
                         page once in two seconds; says what that costs
      """;

  /// Reads pairs of a name and a value.
  ///
  /// @throws IllegalArgumentException when they are not as [#USAGE] says
  static LoadOptions of(String... arguments) {
    Map<String, String> given = new TreeMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      given.put(arguments[i], arguments[i + 1]);
    }
    if (arguments.length % 2 != 0) {
      throw new IllegalArgumentException("a value is missing");
    }
    String shape = given.remove("--records");
    LoadOptions options =
        new LoadOptions(
            Duration.ofSeconds(take(given, "--seconds", 20)),
            Duration.ofSeconds(take(given, "--warm-up", 10)),
            new Load(
                take(given, "--events", 8),
                take(given, "--clients", 32),
                take(given, "--users", 10_000),
                take(given, "--rate", 0)),
            shape == null ? Shape.WINDOWS : Shape.valueOf(shape.toUpperCase(Locale.ROOT)),
            take(given, "--connections", 1),
            take(given, "--watched", 0));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + given.keySet());
    }
    return options;
  }

  private static int take(Map<String, String> given, String name, int standard) {
    String value = given.remove(name);
    return value == null ? standard : Integer.parseInt(value);
  }
}
