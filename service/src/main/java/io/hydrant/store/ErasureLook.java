package io.hydrant.store;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks through a piece of the store for what is of people who are being forgotten. Nothing is
/// changed here.
///
/// @param keys of what is found
/// @param next where to go on; null: that was the last
record ErasureLook(List<Bytes> keys, @Nullable Bytes next) {
  private static final int ROWS_MAX = 1_000;
  private static final long BYTES_MAX = 2L << 20;
  private static final byte[] END = new byte[Erasure.Id.BYTES + 1];

  static {
    Arrays.fill(END, (byte) -1);
  }

  ErasureLook {
    keys = List.copyOf(keys);
  }

  /// Whether something of a row is meant.
  @FunctionalInterface
  private interface Test {
    boolean isMeant(byte[] key, byte[] value) throws IOException;
  }

  /// Looks through what is known of users.
  static ErasureLook members(Books books, Coverage coverage, Recall recall, Bytes from)
      throws IOException {
    return look(
        books.tables,
        Family.MEMBERS,
        from.toArray(),
        END,
        (key, value) -> isMeant(recall, books, coverage, value));
  }

  private static boolean isMeant(Recall recall, Books books, Coverage coverage, byte[] value) {
    try {
      return coverage.coversMember(recall.of(Bytes.of(value), books.audiences::find));
    } catch (IllegalArgumentException _) {
      // Nobody can read it: a newer version's.
      return false;
    }
  }

  /// Looks through dead letters.
  static ErasureLook dead(Books books, Coverage coverage, Bytes from) throws IOException {
    return look(
        books.tables,
        Family.DEAD,
        from.toArray(),
        END,
        (key, value) -> {
          Row row = DeadLetter.of(DeadKey.of(key), value).row();
          return !Findings.of(row, coverage, books.tables).isNothing();
        });
  }

  /// Looks through fragments of sessions. Those of closed ones may be among what is found.
  static ErasureLook sessions(Books books, Coverage coverage, Bytes from) throws IOException {
    SessionMarker marker = new SessionMarker();
    return look(
        books.tables,
        Family.SESSIONS,
        from.toArray(),
        END,
        (key, value) -> {
          if (marker.isMark(key, value) || marker.isClosed(key)) {
            return false;
          }
          int connection = ByteBuffer.wrap(key).getInt();
          WaitingKey place =
              new WaitingKey(
                  connection, 0, new Hash(0, 0), SessionKey.sequence(key), SessionKey.n(key));
          return coverage.of(RowValue.row(place, value)) != null;
        });
  }

  /// Looks through what waits for a connection.
  static ErasureOffice.Piece waiting(TablesView tables, Coverage coverage, WaitingKey from)
      throws IOException {
    ErasureLook look =
        look(
            tables,
            Family.WAITING,
            from.bytes(),
            WaitingKey.floor(from.connection() + 1, 0).bytes(),
            (key, value) -> {
              Row row = RowValue.row(WaitingKey.of(key), value);
              return !Findings.of(row, coverage, tables).isNothing();
            });
    List<WaitingKey> covered =
        look.keys().stream().map(key -> WaitingKey.of(key.toArray())).toList();
    Bytes next = look.next();
    return new ErasureOffice.Piece(covered, next == null ? null : WaitingKey.of(next.toArray()));
  }

  private static ErasureLook look(
      TablesView tables, Family family, byte[] from, byte[] to, Test test) throws IOException {
    List<Bytes> found = new ArrayList<>();
    int rows = 0;
    long bytes = 0;
    try (TablesView.Cursor cursor = tables.scan(family, from, to)) {
      for (; cursor.valid(); cursor.next()) {
        byte[] key = cursor.key();
        if (rows++ >= ROWS_MAX || bytes >= BYTES_MAX) {
          return new ErasureLook(found, Bytes.of(key));
        }
        byte[] value = cursor.value();
        bytes += value.length;
        if (test.isMeant(key, value)) {
          found.add(Bytes.of(key));
        }
      }
    }
    return new ErasureLook(found, null);
  }
}
