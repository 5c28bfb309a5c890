package io.hydrant.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// How a load is to be.
///
/// @param warmUp before anything is measured
/// @param events in each batch: 1, 8 or 47 make about 1, 4 or 20 KB
/// @param connections of clients, each with one request at a time
/// @param users whose batches they are; each is a group of its own
/// @param isSingles every event by itself, instead of windows of ten seconds
record LoadOptions(
    Duration measured, Duration warmUp, int events, int connections, int users, boolean isSingles) {
  static final String USAGE =
      """
      usage: ./prove load [--seconds N] [--warm-up N] [--events N] [--connections N] [--users N]
                          [--singles yes|no]

        --seconds N      how long it is measured (20), after a warm-up of --warm-up seconds (10)
        --events N       in each batch (8): 1, 8 or 47 make about 1, 4 or 20 KB
        --connections N  of clients, each with one request at a time (32)
        --users N        whose batches they are, each a group of its own (10000)
        --singles yes    every event by itself, instead of windows of ten seconds
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
    LoadOptions options =
        new LoadOptions(
            Duration.ofSeconds(take(given, "--seconds", 20)),
            Duration.ofSeconds(take(given, "--warm-up", 10)),
            take(given, "--events", 8),
            take(given, "--connections", 32),
            take(given, "--users", 10_000),
            "yes".equals(given.remove("--singles")));
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
