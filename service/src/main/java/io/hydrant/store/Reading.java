package io.hydrant.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Something that reads tables.
@FunctionalInterface
interface Reading<T extends @Nullable Object> {
  T in(Books books) throws IOException;

  /// Reads while nobody closes the tables.
  @FunctionalInterface
  interface Reader {
    <T extends @Nullable Object> T read(Reading<T> reading) throws IOException;
  }
}
