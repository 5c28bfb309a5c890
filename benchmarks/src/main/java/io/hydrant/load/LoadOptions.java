package io.hydrant.load;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How one load is to be.
///
/// @param connections that take every event
record LoadOptions(Duration measured, Duration warmUp, Load load, Shape shape, int connections) {
  static final String USAGE =
      """
      usage: ./prove load [--seconds N] [--warm-up N] [--events N] [--rate N] [--clients N] [--users N]
                          [--records windows|singles|packed] [--connections N]

        --seconds N      how long it is measured (20), after a warm-up of --warm-up seconds (10)
        --events N       in each batch (8): 1, 8 or 47 make about 1, 4 or 20 KB
        --rate N         batches a second; 0 (the default): as many as the machine bears
        --clients N      each with one request at a time (32)
        --users N        whose batches they are (10000)
        --records KIND   windows of five seconds a user (the default), every event by itself (singles),
                         or the same with events that share records (packed)
        --connections N  that take every event (1)
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
            take(given, "--connections", 1));
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
