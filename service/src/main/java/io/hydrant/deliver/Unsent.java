package io.hydrant.deliver;

import io.hydrant.model.Message;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// What rows become when they leave, for who wants to see it without sending it.
public final class Unsent {
  private Unsent() {}

  /// The messages of rows that are due, in their order.
  ///
  /// @param rows in key order, none of them a closed session's
  /// @throws RuntimeException what broke when our own code cannot encode them
  public static List<Message> messages(DeliveryTask task, List<Row> rows) {
    return messages(new Gathering(task, Unsent::fragments, Unsent::broke), rows);
  }

  private static List<Message> messages(Gathering gathering, List<Row> rows) {
    try {
      for (Row row : rows) {
        gathering.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    gathering.close();
    return gathering.take().stream()
        .flatMap(parcel -> parcel.messages().stream())
        .map(Outgoing::message)
        .toList();
  }

  /// The messages of one row that lies in a store, a closed session's included.
  ///
  /// @throws UncheckedIOException when reading failed
  /// @throws RuntimeException what broke when our own code cannot encode it
  public static List<Message> messages(DeliveryTask task, Row row, Store store) {
    return messages(new Gathering(task, store::fragments, Unsent::broke), List.of(row));
  }

  private static List<Row> fragments(Row session) throws IOException {
    throw new IOException("nothing is stored of " + session.kind());
  }

  private static void broke(RuntimeException cause, Set<String> inputs) {
    throw cause;
  }
}
