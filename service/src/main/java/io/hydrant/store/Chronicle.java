package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What accounts were, when the next of what waits is due, and by which settings it came. Safe for
/// many threads.
public final class Chronicle {
  private final Consumer<Order> orders;
  private final Reading.Reader reader;

  /// @param orders takes what is asked of the committer
  Chronicle(Consumer<Order> orders, Reading.Reader reader) {
    this.orders = orders;
    this.reader = reader;
  }

  /// Has what every account is now written down.
  ///
  /// @param millis wall time, Unix milliseconds
  public void remember(long millis) {
    orders.accept(new Remember(millis));
  }

  /// What a connection's account was, in its order.
  ///
  /// @param fromMillis wall time from which on
  /// @throws IOException when reading failed, or the store is not open
  public List<Moment> of(int connection, Resolution resolution, long fromMillis)
      throws IOException {
    return reader.read(books -> History.of(books.tables, connection, resolution, fromMillis));
  }

  /// The content settings of a connection that something may wait under, today's among them, by
  /// their revisions.
  ///
  /// @throws IOException when reading failed, or the store is not open
  public Map<Integer, Bytes> revisions(int connection) throws IOException {
    return reader.read(books -> books.directory.revisions.of(connection));
  }

  /// How long until the first of what waits for a connection is due, in microseconds of store time:
  /// negative when it is overdue, null when nothing waits.
  ///
  /// @throws IOException when reading failed, or the store is not open
  public @Nullable Long firstDue(int connection) throws IOException {
    return reader.read(books -> {
      byte[] from = books.heads.head(connection).bytes();
      byte[] end = WaitingKey.floor(connection + 1, 0).bytes();
      try (TablesView.Cursor cursor = books.tables.scan(Family.WAITING, from, end)) {
        return cursor.valid() ? WaitingKey.of(cursor.key()).due() - books.horizon() : null;
      }
    });
  }
}
