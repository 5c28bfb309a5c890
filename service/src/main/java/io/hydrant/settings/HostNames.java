package io.hydrant.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A list of names or addresses of hosts, without ports.
record HostNames() implements Shape<List<String>> {
  static final String FORM = "^([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+\\])$";

  @Override
  public @Nullable List<String> read(Value value) {
    List<Value> items = value.items(words());
    if (items == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Value item : items) {
      Scalar scalar = item.text("the name of a host");
      if (scalar != null && Pattern.matches(FORM, scalar.text())) {
        names.add(scalar.text().toLowerCase(Locale.ROOT));
      } else if (scalar != null) {
        item.refuse("expected the name of a host, without scheme and port, got " + scalar.shown());
      }
    }
    return names.size() == items.size() ? names : null;
  }

  @Override
  public String words() {
    return "a list of names of hosts";
  }
}
