package io.hydrant.settings;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `true` or `false`.
record Flag() implements Shape<Boolean> {
  private static final Map<String, Boolean> MEANT =
      Map.of(
          "true", true, "yes", true, "on", true, "1", true, //
          "false", false, "no", false, "off", false, "0", false);

  @Override
  public @Nullable Boolean read(Value value) {
    Scalar scalar = value.scalar(words());
    if (scalar == null) {
      return null;
    }
    String text = scalar.text();
    boolean exact = text.equals("true") || text.equals("false");
    if (exact && scalar.form() != Scalar.Form.QUOTED) {
      return text.equals("true");
    }
    return value.refuse("expected " + words() + ", got " + scalar.shown() + advice(scalar));
  }

  @Override
  public String words() {
    return "true or false";
  }

  private static String advice(Scalar scalar) {
    if (scalar.form() == Scalar.Form.SUBSTITUTED) {
      return ", which is neither";
    }
    Boolean meant = MEANT.get(scalar.text().toLowerCase(Locale.ROOT));
    String quotes = scalar.form() == Scalar.Form.QUOTED ? " without quotes" : "";
    return meant == null ? "" : "; write " + meant + quotes;
  }
}
