package io.hydrant.cli;

import static io.hydrant.json.JsonIndex.NONE;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

/// Something that passed, as a person reads it: a line.
record PassedText(JsonIndex json) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// The longest state has so many letters.
  private static final int STATE_WIDTH = 9;

  static PassedText of(String data) {
    try {
      return new PassedText(JsonIndex.of(data.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidJsonException _) {
      throw new CommandFailure(ExitCode.CANNOT_REACH, "what answers there is no Hydrant");
    }
  }

  /// A number it has, or 0.
  long number(String name) {
    int node = json.find(0, JsonName.of(name));
    return json.is(node, Kind.NUMBER) ? Long.parseLong(json.raw(node)) : 0;
  }

  private String text(String name) {
    int node = json.find(0, JsonName.of(name));
    return json.is(node, Kind.STRING) ? json.string(node) : "";
  }

  /// Time, state, connection, and what else there is to say.
  String line(Paint paint) {
    StringJoiner rest = new StringJoiner("  ");
    String types = counts("types");
    long events = number("events");
    rest.add(types.isEmpty() ? events + (events == 1 ? " event" : " events") : types);
    marks("device", "devices", rest);
    marks("user", "users", rest);
    for (String name :
        new String[] {"settings", "detail", "request", "message", "record", "content"}) {
      String value = name.equals("settings") ? counts(name) : text(name);
      if (!value.isEmpty()) {
        rest.add(
            switch (name) {
              case "settings", "detail" -> value;
              case "content" -> "\n" + value.stripTrailing();
              default -> paint.dim(name + " " + value);
            });
      }
    }
    String time = TIME.format(Instant.ofEpochMilli(number("at")));
    return "%s  %s  %-16s  %s".formatted(paint.dim(time), state(paint), text("connection"), rest);
  }

  private String state(Paint paint) {
    String state = text("state");
    String padded = state + " ".repeat(Math.max(0, STATE_WIDTH - state.length()));
    return switch (state) {
      case "sent" -> paint.green(padded);
      case "again", "filtered", "duplicate", "discarded", "replayed" -> paint.yellow(padded);
      case "dead", "refused", "rejected" -> paint.red(padded);
      default -> padded;
    };
  }

  private String counts(String name) {
    StringJoiner counts = new StringJoiner(", ");
    int all = json.find(0, JsonName.of(name));
    for (int each = all == NONE ? NONE : json.first(all); each != NONE; each = json.next(each)) {
      counts.add(json.name(each) + " " + json.raw(each));
    }
    return counts.toString();
  }

  private void marks(String word, String name, StringJoiner to) {
    int all = json.find(0, JsonName.of(name));
    for (int each = all == NONE ? NONE : json.first(all); each != NONE; each = json.next(each)) {
      to.add(word + " " + json.string(each));
    }
  }
}
