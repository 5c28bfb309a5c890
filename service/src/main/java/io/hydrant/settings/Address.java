package io.hydrant.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a door listens: host and port.
///
/// @param usual the port of an example
record Address(int usual) implements Shape<ListenAddress> {
  static final String FORM = "^([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})$";

  private static final Pattern PATTERN = Pattern.compile(FORM);
  private static final int PORT_MAX = 65_535;

  @Override
  public @Nullable ListenAddress read(Value value) {
    Scalar scalar = value.scalar(words());
    if (scalar == null) {
      return null;
    }
    Matcher matcher = PATTERN.matcher(scalar.text());
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > PORT_MAX) {
      return value.refuse("expected " + words() + ", got " + scalar.shown());
    }
    String host = matcher.group(1).replaceAll("[\\[\\]]", "");
    try {
      return new ListenAddress(host, Integer.parseInt(matcher.group(2)));
    } catch (IllegalArgumentException e) {
      return value.refuse("expected " + words() + ", got " + scalar.shown());
    }
  }

  @Override
  public String words() {
    return "host:port, like 127.0.0.1:" + usual;
  }
}
