package io.hydrant.settings;

import org.jspecify.annotations.Nullable;

/// What a key will take once its feature is built.
record Unbuilt(String words) implements Shape<Object> {

  @Override
  public @Nullable Object read(Value value) {
    return value.refuse("not yet supported");
  }
}
