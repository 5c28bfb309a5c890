package io.hydrant.deliver;

import io.hydrant.model.Message;
import io.hydrant.store.Row;
import java.util.List;

/// What rows become when they leave, for who wants to see it without sending it.
public final class Unsent {
  private Unsent() {}

  /// The messages of rows that are due, in their order.
  ///
  /// @param rows in key order
  /// @throws RuntimeException what broke when our own code cannot encode them
  public static List<Message> messages(DeliveryTask task, List<Row> rows) {
    Gathering gathering = new Gathering(task, Unsent::broke);
    rows.forEach(gathering::add);
    gathering.close();
    return gathering.take().stream()
        .flatMap(parcel -> parcel.messages().stream())
        .map(Outgoing::message)
        .toList();
  }

  private static void broke(RuntimeException cause) {
    throw cause;
  }
}
