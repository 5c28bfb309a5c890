package io.hydrant.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which dead letters are meant.
final class DeadOption {
  @Option(
      names = "--connection",
      paramLabel = "NAME",
      description = "Of this connection, as connections names it.")
  private @Nullable String connection;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Given up from this time on: 2026-01-31T12:00:00Z, or how long ago, like 2h.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Given up before this time.")
  private @Nullable String until;

  @Option(
      names = "--error",
      paramLabel = "TEXT",
      description = "Whose cause, first or last error contains this, in any case.")
  private @Nullable String error;

  @Option(
      names = "--request",
      paramLabel = "ID",
      description =
          "With something of what a 202 was answered for: its X-Hydrant-Request-Id (list).")
  private @Nullable String request;

  /// @throws CommandFailure when a time is none
  Map<String, String> members(World world) {
    Map<String, String> members = new LinkedHashMap<>();
    put(members, "connection", connection);
    put(members, "since", time(since, world));
    put(members, "until", time(until, world));
    put(members, "error", error);
    put(members, "request", request);
    return members;
  }

  private static void put(Map<String, String> members, String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  private static @Nullable String time(@Nullable String text, World world) {
    return text == null ? null : Times.of(text, world.clock()).toString();
  }

  static String query(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member ->
            member.getKey() + "=" + URLEncoder.encode(member.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  /// Whose they are.
  ///
  /// @throws CommandFailure when that was not said
  String connection() {
    if (connection == null) {
      throw new CommandFailure(ExitCode.WRONG_USAGE, "whose dead letters? say --connection NAME");
    }
    return connection;
  }
}
