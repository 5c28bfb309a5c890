package io.hydrant.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A duration within bounds, in milliseconds: `500ms`, `20s`, `10m`, `12h`, `7d`.
record Span(long minMillis, long maxMillis) implements Shape<Long> {
  static final String FORM = "^(0|[1-9][0-9]{0,11})(ms|s|m|h|d)$";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  @Override
  public @Nullable Long read(Value value) {
    return read(value, words());
  }

  /// @param expected in words
  @Nullable Long read(Value value, String expected) {
    Scalar scalar = value.scalar(expected);
    if (scalar == null) {
      return null;
    }
    if (scalar.text().matches("[\\d.]+")) {
      return value.refuse(
          scalar.shown() + " has no unit; write 10m for ten minutes (units: ms, s, m, h, d)");
    }
    Matcher matcher = PATTERN.matcher(scalar.text());
    if (!matcher.matches()) {
      return value.refuse("expected " + expected + ", got " + scalar.shown());
    }
    long number = Long.parseLong(matcher.group(1));
    long unit = unitMillis(matcher.group(2));
    boolean within = number <= maxMillis / unit && number * unit >= minMillis;
    return within
        ? (Long) (number * unit)
        : value.refuse("expected " + expected + ", got " + scalar.shown());
  }

  @Override
  public String words() {
    return "a duration from " + written(minMillis) + " to " + written(maxMillis);
  }

  /// As a person writes it, in the largest unit that fits.
  static String written(long millis) {
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      if (millis > 0 && millis % unitMillis(unit) == 0) {
        return millis / unitMillis(unit) + unit;
      }
    }
    return millis + "ms";
  }

  private static long unitMillis(String unit) {
    return switch (unit) {
      case "s" -> 1_000L;
      case "m" -> 60_000L;
      case "h" -> 3_600_000L;
      case "d" -> 86_400_000L;
      default -> 1L;
    };
  }
}
