package io.hydrant.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One, or a list of one or two: what is replaced by another, and both count in between.
///
/// @param <T> what one is read as
record OneOrTwo<T>(Shape<T> each) implements Shape<List<T>> {

  @Override
  public @Nullable List<T> read(Value value) {
    List<Value> items =
        value.node() instanceof SequenceNode ? value.items(words()) : List.of(value);
    if (items == null) {
      return null;
    }
    if (items.isEmpty() || items.size() > ApiKey.SECRETS_MAX) {
      return value.refuse("has " + items.size() + " items; expected " + words());
    }
    List<T> read = new ArrayList<>();
    for (Value item : items) {
      T one = each.read(item);
      if (one != null) {
        read.add(one);
      }
    }
    return read.size() == items.size() ? read : null;
  }

  @Override
  public String words() {
    return each.words() + ", or a list of up to two";
  }
}
