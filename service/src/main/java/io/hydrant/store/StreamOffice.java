package io.hydrant.store;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is known of the streams that connections send to: why nothing may be sent, and which stream
/// it is. Safe for many threads.
public final class StreamOffice {
  private final Committer committer;
  private final Consumer<Order> orders;

  /// @param orders takes what is asked of the committer
  StreamOffice(Committer committer, Consumer<Order> orders) {
    this.committer = committer;
    this.orders = orders;
  }

  /// Writes that a connection sends nothing until a person says so; see [Hold].
  public void hold(int connection, @Nullable Held held, Consumer<Boolean> then) {
    orders.accept(new Hold(connection, held, then));
  }

  /// Why a connection may not send; null when it may.
  public @Nullable Held held(int connection) {
    Books books = committer.books();
    return books == null ? null : books.directory.holds.of(connection);
  }

  /// Writes which stream a connection sends to. When the store fails that is not known, and is seen
  /// another time.
  public void witness(int connection, Birth birth) {
    orders.accept(new Witness(connection, birth));
  }

  /// Which stream a connection sends to; null when that is not known.
  public @Nullable Birth birth(int connection) {
    Books books = committer.books();
    return books == null ? null : books.directory.births.of(connection);
  }
}
