package io.hydrant.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Tables to read: as they are, or as they were at one moment.
interface TablesView extends AutoCloseable {

  /// The value of a key, or null.
  byte @Nullable [] get(Family family, byte[] key) throws IOException;

  /// A cursor on the first key from `from` (included), ending before `to`.
  Cursor scan(Family family, byte[] from, byte[] to) throws IOException;

  /// The last key from `from` (included) to `to` (excluded), or null.
  byte @Nullable [] last(Family family, byte[] from, byte[] to) throws IOException;

  @Override
  void close();

  /// A walk over keys in order. Not safe for many threads.
  interface Cursor extends AutoCloseable {
    /// Whether the cursor stands on a key.
    ///
    /// @throws IOException when reading failed: the walk did not end, it broke
    boolean valid() throws IOException;

    byte[] key();

    byte[] value();

    void next();

    @Override
    void close();
  }
}
