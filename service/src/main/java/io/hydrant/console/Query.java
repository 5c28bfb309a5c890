package io.hydrant.console;

import io.hydrant.json.JsonIndex;
import io.hydrant.store.DeadSelection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a request says: in its query, in a form, or in the members of its body. What is not known
/// is refused, and what is said twice: a misspelt bound of dead letters, or another one of two,
/// would mean others of them than were meant.
public record Query(Map<String, String> values) {
  private static final int ERROR_CHARS_MAX = 200;

  /// It says something that cannot be.
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    public Wrong(String message) {
      super(message);
    }
  }

  /// Of what follows a question mark, or of a form: both are written alike.
  public static Query ofQuery(@Nullable String query, Set<String> known) throws Wrong {
    Map<String, String> values = new HashMap<>();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      try {
        String value = parts.length == 1 ? "" : parts[1];
        put(values, parts[0], URLDecoder.decode(value, StandardCharsets.UTF_8), known);
      } catch (IllegalArgumentException _) {
        throw new Wrong("The query cannot be decoded.");
      }
    }
    return new Query(values);
  }

  static Query ofBody(JsonIndex body, Set<String> known) throws Wrong {
    if (!body.is(0, JsonIndex.Kind.OBJECT)) {
      throw new Wrong("An object is needed.");
    }
    Map<String, String> values = new HashMap<>();
    for (int member = body.first(0); member != JsonIndex.NONE; member = body.next(member)) {
      boolean isText = body.is(member, JsonIndex.Kind.STRING);
      put(values, body.name(member), isText ? body.string(member) : body.raw(member), known);
    }
    return new Query(values);
  }

  private static void put(Map<String, String> values, String name, String value, Set<String> known)
      throws Wrong {
    if (!known.contains(name)) {
      throw new Wrong(
          "Only these are known: " + String.join(", ", known.stream().sorted().toList()));
    }
    if (values.put(name, value) != null) {
      throw new Wrong(name + ": is there twice.");
    }
  }

  /// What is said, or null.
  public @Nullable String text(String name) {
    return values.get(name);
  }

  boolean flag(String name, boolean standard) throws Wrong {
    String value = values.getOrDefault(name, Boolean.toString(standard));
    if (!value.equals("true") && !value.equals("false")) {
      throw new Wrong(name + ": true or false is needed.");
    }
    return value.equals("true");
  }

  int number(String name, int standard, int max) throws Wrong {
    String value = values.get(name);
    if (value == null) {
      return standard;
    }
    if (!value.matches("[1-9]\\d{0,8}") || Integer.parseInt(value) > max) {
      throw new Wrong(name + ": a number from 1 to " + max + " is needed.");
    }
    return Integer.parseInt(value);
  }

  /// The dead letters of a connection that are meant.
  public DeadSelection selection(int connection) throws Wrong {
    String error = values.getOrDefault("error", "");
    if (error.length() > ERROR_CHARS_MAX) {
      throw new Wrong("error: " + ERROR_CHARS_MAX + " characters at most.");
    }
    return new DeadSelection(connection, time("since", 0), time("until", Long.MAX_VALUE), error);
  }

  private long time(String name, long standard) throws Wrong {
    String value = values.get(name);
    if (value == null) {
      return standard;
    }
    try {
      return Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(value)));
    } catch (DateTimeException | ArithmeticException _) {
      throw new Wrong(name + ": a time like 2026-01-31T12:00:00Z is needed.");
    }
  }
}
