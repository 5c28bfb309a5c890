package io.hydrant.settings;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A list of ids of audiences, which are positive 64-bit numbers.
record AudienceIds() implements Shape<Set<Long>> {

  @Override
  public @Nullable Set<Long> read(Value value) {
    List<Value> items = value.items(words());
    if (items == null) {
      return null;
    }
    if (items.isEmpty()) {
      return value.refuse("is empty; leave the key out for all audiences");
    }
    Set<Long> ids = new TreeSet<>();
    for (Value item : items) {
      Scalar scalar = item.scalar("the id of an audience, like 123123");
      if (scalar != null) {
        Long id = id(scalar.text());
        if (id == null) {
          item.refuse("expected the id of an audience, like 123123, got " + scalar.shown());
        } else {
          ids.add(id);
        }
      }
    }
    return ids.isEmpty() ? null : ids;
  }

  private static @Nullable Long id(String text) {
    if (!text.matches("[1-9]\\d{0,18}")) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public String words() {
    return "a list of ids of audiences, like [123123]";
  }
}
