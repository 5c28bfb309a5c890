package io.hydrant.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of a row is of people who are being forgotten: nothing, all of it, or some fragments of a
/// closed session.
///
/// @param fragments those of a closed session that go, in the place of its row; empty unless some
///   stay
/// @param left what is left of the row; null unless something is left and something goes
/// @param isAll whether nothing is left
/// @param bytes stored bytes that go
/// @param counts what the ledger counts for what goes, by erasure
record Findings(
    List<Row> fragments,
    @Nullable RowValue left,
    boolean isAll,
    long bytes,
    Map<Erasure.Id, Erasure.Counts> counts) {
  static final Findings NOTHING = new Findings(List.of(), null, false, 0, Map.of());

  Findings {
    fragments = List.copyOf(fragments);
    counts = Map.copyOf(counts);
  }

  /// Looks at a row that waits, or waited before it was given up.
  static Findings of(Row row, Coverage coverage, TablesView tables) throws IOException {
    return row.kind() == Row.Kind.SESSION
        ? ofSession(row, coverage, tables)
        : ofOne(row, coverage, row.storedBytes());
  }

  /// Looks at a row that is one thing.
  ///
  /// @param bytes what it takes
  static Findings ofOne(Row row, Coverage coverage, long bytes) {
    Erasure by = coverage.of(row);
    if (by == null) {
      return NOTHING;
    }
    return new Findings(List.of(), null, true, bytes, Map.of(by.id(), counts(row)));
  }

  private static Findings ofSession(Row row, Coverage coverage, TablesView tables)
      throws IOException {
    SessionPart part = SessionPart.of(row);
    List<Row> all = part.fragments(tables, row.key());
    List<Row> found = new ArrayList<>();
    Map<Erasure.Id, Erasure.Counts> counts = new HashMap<>();
    long bytes = 0;
    for (Row fragment : all) {
      Erasure by = coverage.of(fragment);
      if (by != null) {
        found.add(fragment);
        bytes += SessionKey.fragmentBytes(fragment);
        counts.merge(by.id(), counts(fragment), Erasure.Counts::plus);
      }
    }
    if (found.isEmpty()) {
      return NOTHING;
    }
    if (found.size() == all.size()) {
      return new Findings(List.of(), null, true, row.storedBytes(), counts);
    }
    int gone = found.stream().mapToInt(Row::count).sum();
    RowValue left =
        RowValue.of(row.kind(), row.count() - gone, row.tries(), part.without(bytes).payload());
    return new Findings(found, left, false, bytes, counts);
  }

  private static Erasure.Counts counts(Row row) {
    return row.kind() == Row.Kind.AUDIENCE
        ? new Erasure.Counts(0, row.count())
        : new Erasure.Counts(row.count(), 0);
  }

  boolean isNothing() {
    return counts.isEmpty();
  }

  /// What is left where something is.
  RowValue rest() {
    if (left == null) {
      throw new IllegalStateException("nothing is left, or all is");
    }
    return left;
  }

  /// The same where more or less bytes go.
  Findings taking(long stored) {
    return new Findings(fragments, left, isAll, stored, counts);
  }

  /// What the ledger counts for what goes.
  long count() {
    return counts.values().stream().mapToLong(each -> each.events() + each.changes()).sum();
  }
}
