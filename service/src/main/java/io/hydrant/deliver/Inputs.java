package io.hydrant.deliver;

import io.hydrant.model.EncodedMessage;
import io.hydrant.model.Fragment;
import io.hydrant.store.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Through which inputs something came.
final class Inputs {
  private Inputs() {}

  /// The names of those whose batches are in rows that leave together; none where that cannot be
  /// read. Batches of different inputs are of different groups, so the first row tells.
  static Set<String> of(List<Row> rows) {
    return rows.isEmpty() ? Set.of() : of(rows.getFirst());
  }

  private static Set<String> of(Row row) {
    try {
      return switch (row.kind()) {
        case FRAGMENT -> Set.of(Fragment.of(row.payload()).input());
        case MESSAGE -> EncodedMessage.of(row.payload(), row.count()).inputs();
        case SESSION -> Set.of();
        // A change of several inputs' doing at times: the deletion of an audience, say.
        case AUDIENCE -> Set.of();
      };
    } catch (RuntimeException e) {
      // Whoever makes messages of it says so.
      return Set.of();
    }
  }

  /// How many messages each brought: batches of different inputs never share one.
  static Map<String, Long> count(Collection<Outgoing> messages) {
    Map<String, Long> counts = new HashMap<>();
    for (Outgoing message : messages) {
      message.parcel().inputs().forEach(input -> counts.merge(input, 1L, Long::sum));
    }
    return counts;
  }

  /// One for each.
  static Map<String, Long> count(Set<String> inputs) {
    Map<String, Long> counts = new HashMap<>();
    inputs.forEach(input -> counts.put(input, 1L));
    return counts;
  }
}
