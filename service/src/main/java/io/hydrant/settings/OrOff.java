package io.hydrant.settings;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Something, or `off` for none of it.
record OrOff<T>(Shape<T> inner) implements Shape<OrOff.Taken<T>> {

  /// What was read.
  ///
  /// @param on null when it is off
  record Taken<T>(@Nullable T on) {}

  @Override
  public @Nullable Taken<T> read(Value value) {
    if (value.node() instanceof ScalarNode) {
      return off(value);
    }
    T read = inner.read(value);
    return read == null ? null : new Taken<>(read);
  }

  @Override
  public String words() {
    return inner.words() + ", or off";
  }

  private @Nullable Taken<T> off(Value value) {
    Scalar scalar = value.scalar(words());
    if (scalar == null || scalar.text().equals("off")) {
      return scalar == null ? null : new Taken<>(null);
    }
    return value.refuse("expected " + words() + ", got " + scalar.shown());
  }
}
