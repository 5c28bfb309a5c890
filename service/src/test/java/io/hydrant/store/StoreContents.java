package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// All that a store holds, to be compared: every key and value of every family.
public final class StoreContents {
  private static final byte[] FIRST = {};
  private static final byte[] LAST = new byte[64];

  static {
    Arrays.fill(LAST, (byte) 0xFF);
  }

  private StoreContents() {}

  /// What the directory of tables holds, in a number that changes with any of it.
  ///
  /// @throws IOException when it does not open, or cannot be read to its end
  public static long of(Path tables) throws IOException {
    long sum = 0;
    try (RocksTables open = RocksTables.open(tables)) {
      for (Family family : Family.values()) {
        try (TablesView.Cursor cursor = open.scan(family, FIRST, LAST)) {
          for (; cursor.valid(); cursor.next()) {
            sum = sum * 31 + Arrays.hashCode(cursor.key());
            sum = sum * 31 + Arrays.hashCode(cursor.value());
          }
        }
      }
    }
    return sum;
  }
}
