package io.hydrant.store;

import io.hydrant.model.Arrival;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Messages of audiences as rows that wait: due within a millisecond, those of one user in one
/// group, in the order of the changes.
public final class AudienceRows {
  private static final long SHORTEST_MILLIS = 1;

  private AudienceRows() {}

  /// One change and the messages it makes for one connection.
  ///
  /// @param revision of the connection's content settings
  /// @param user hash of who it is of
  public record Change(int connection, int revision, Hash user, List<AudienceMessage> messages) {
    public Change {
      messages = List.copyOf(messages);
    }
  }

  /// Has changes kept, each under a sequence of its own.
  public static void submit(Store store, List<Change> changes, Consumer<Outcome> then) {
    List<Submission.Part> parts = new ArrayList<>();
    List<List<Prepared.Rows>> rows = new ArrayList<>();
    long bytes = 0;
    for (Change change : changes) {
      // The shortest window: the same group each time, and due almost at once.
      Grouping user = new Grouping.Window(change.user(), SHORTEST_MILLIS);
      int count = change.messages().size();
      List<Waiting> waiting = List.of(new Waiting(user, List.of(), count));
      Arrival arrival = new Arrival(change.connection(), count, Map.of(), waiting, List.of());
      parts.add(new Submission.Part(null, List.of(arrival)));
      List<RowValue> values = change.messages().stream().map(AudienceRows::value).toList();
      rows.add(List.of(new Prepared.Rows(change.connection(), change.revision(), user, values)));
      bytes += values.stream().mapToLong(RowValue::storedBytes).sum();
    }
    store.submit(new Prepared(new Submission(parts, then), rows, bytes));
  }

  private static RowValue value(AudienceMessage message) {
    return RowValue.of(Row.Kind.AUDIENCE, AudienceMessage.COUNT, message.stored());
  }
}
