package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// A whole number within bounds.
record Whole(long min, long max) implements Shape<Long> {

  @Override
  public @Nullable Long read(Value value) {
    Scalar scalar = value.scalar(words());
    if (scalar == null) {
      return null;
    }
    if (scalar.form() == Scalar.Form.QUOTED || !scalar.text().matches("-?\\d{1,18}")) {
      boolean quoted = scalar.form() == Scalar.Form.QUOTED && scalar.text().matches("-?\\d+");
      String advice = quoted ? "; write it without quotes" : "";
      return value.refuse("expected " + words() + ", got " + scalar.shown() + advice);
    }
    long number = Long.parseLong(scalar.text());
    return min <= number && number <= max
        ? (Long) number
        : value.refuse("expected " + words() + ", got " + scalar.shown());
  }

  @Override
  public String words() {
    return "a whole number from " + min + " to " + max;
  }
}
