package io.hydrant.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a door listens: host and port.
///
/// @param loopbackOnly whether it may only be reached from this machine
record Address(boolean loopbackOnly) implements Shape<ListenAddress> {
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
    ListenAddress address;
    try {
      address = new ListenAddress(host, Integer.parseInt(matcher.group(2)));
    } catch (IllegalArgumentException e) {
      return value.refuse("expected " + words() + ", got " + scalar.shown());
    }
    if (loopbackOnly && !address.loopback()) {
      return value.refuse(
          "must stay on this machine (127.0.0.1): logins are not yet supported, and without one"
              + " whoever reaches the console sees all");
    }
    return address;
  }

  @Override
  public String words() {
    return "host:port, like 127.0.0.1:" + (loopbackOnly ? 8090 : 8080);
  }
}
