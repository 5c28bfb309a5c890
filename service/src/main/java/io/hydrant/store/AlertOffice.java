package io.hydrant.store;

import io.hydrant.model.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Where alerts are kept, in their stored form. Safe for many threads.
public final class AlertOffice {
  private final Consumer<Order> orders;
  private final Reading.Reader reader;

  /// @param orders takes what is asked of the committer
  AlertOffice(Consumer<Order> orders, Reading.Reader reader) {
    this.orders = orders;
    this.reader = reader;
  }

  /// Keeps some, by their keys.
  ///
  /// @param then called once on the committer's thread: true when durable, false when the store
  ///   failed
  public void keep(Map<Bytes, Bytes> alerts, Consumer<Boolean> then) {
    orders.accept(new Note(alerts, then));
  }

  /// Those that are kept.
  ///
  /// @throws IOException when reading failed
  public List<Bytes> kept() throws IOException {
    return reader.read(books -> Note.kept(books.tables));
  }
}
