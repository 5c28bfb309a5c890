package io.hydrant.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number of bytes within bounds: `65536`, `64KiB`, `1GiB`.
record Size(long minBytes, long maxBytes) implements Shape<Long> {
  static final String FORM = "^(0|[1-9][0-9]{0,11})(B|KiB|MiB|GiB|TiB)?$";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  @Override
  public @Nullable Long read(Value value) {
    Scalar scalar = value.scalar(words());
    if (scalar == null) {
      return null;
    }
    Matcher matcher = PATTERN.matcher(scalar.text());
    if (!matcher.matches()) {
      return value.refuse("expected " + words() + ", got " + scalar.shown() + advice(scalar));
    }
    long number = Long.parseLong(matcher.group(1));
    long unit = unitBytes(matcher.group(2));
    boolean within = number <= maxBytes / unit && number * unit >= minBytes;
    return within
        ? (Long) (number * unit)
        : value.refuse("expected " + words() + ", got " + scalar.shown());
  }

  @Override
  public String words() {
    return "a size from " + written(minBytes) + " to " + written(maxBytes);
  }

  /// As a person writes it, in the largest unit that fits.
  static String written(long bytes) {
    for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
      if (bytes > 0 && bytes % unitBytes(unit) == 0) {
        return bytes / unitBytes(unit) + unit;
      }
    }
    return Long.toString(bytes);
  }

  private static String advice(Scalar scalar) {
    return scalar.text().matches("\\d+ ?[kKmMgGtT][bB]?")
        ? "; units are KiB, MiB, GiB, TiB: 64KiB is 65536 bytes"
        : "; write bytes, or 64KiB";
  }

  private static long unitBytes(@Nullable String unit) {
    return switch (unit) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      case "TiB" -> 1L << 40;
      case null, default -> 1L;
    };
  }
}
