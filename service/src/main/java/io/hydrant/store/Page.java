package io.hydrant.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// What a reading found.
///
/// @param complete whether this is all that is due: then every group in it is whole
public record Page(List<Row> rows, boolean complete) {
  public Page {
    rows = List.copyOf(rows);
  }

  /// @param rows at most so many
  /// @param bytes no further row once they take so many bytes on disk
  record Bounds(int rows, long bytes) {}

  /// Reads one.
  ///
  /// @param from where to begin
  /// @param later told when the first is due that is not yet
  static Page of(
      TablesView tables, WaitingKey from, long horizon, Bounds bounds, LongConsumer later)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    long bytes = 0;
    byte[] end = WaitingKey.floor(from.connection() + 1, 0).bytes();
    try (TablesView.Cursor cursor = tables.scan(Family.WAITING, from.bytes(), end)) {
      for (; cursor.valid(); cursor.next()) {
        WaitingKey key = WaitingKey.of(cursor.key());
        if (key.due() > horizon) {
          later.accept(key.due());
          break;
        }
        if (rows.size() >= bounds.rows() || bytes >= bounds.bytes()) {
          return new Page(rows, false);
        }
        Row row = RowValue.row(key, cursor.value());
        bytes += row.storedBytes();
        rows.add(row);
      }
    }
    return new Page(rows, true);
  }
}
