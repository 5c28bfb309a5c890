package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The block cache has a strict capacity: what does not fit a shard of it fails the read or the
/// write. Nothing that lies in a table may be so large.
final class RocksCacheTest {
  private static final byte[] FIRST = new byte[0];
  private static final byte[] END = {(byte) 0xff};

  @TempDir Path directory;

  private static byte[] key(int i) {
    return ByteBuffer.allocate(45).putInt(i).array();
  }

  @Test
  void rowsLargerThanAnyRecord_areRead() throws IOException {
    byte[] value = new byte[4 << 20];
    try (RocksTables tables = RocksTables.open(directory, false)) {
      for (int i = 0; i < 20; i++) {
        try (Tables.Changes changes = tables.changes()) {
          changes.put(Family.WAITING, key(i), value);
          tables.write(changes);
        }
      }
    }
    // A start writes what was in the log as a table.
    try (RocksTables tables = RocksTables.open(directory, false)) {
      for (int i = 0; i < 20; i++) {
        assertThat(tables.get(Family.WAITING, key(i))).hasSize(value.length);
      }
      assertThat(count(tables, Family.WAITING)).isEqualTo(20);
    }
  }

  private static int count(RocksTables tables, Family family) throws IOException {
    int count = 0;
    try (TablesView.Cursor cursor = tables.scan(family, FIRST, END)) {
      for (; cursor.valid(); cursor.next()) {
        count++;
      }
    }
    return count;
  }
}
