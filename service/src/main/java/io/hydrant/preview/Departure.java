package io.hydrant.preview;

import io.hydrant.preview.Previewed.When;
import io.hydrant.store.Row;
import java.util.ArrayList;
import java.util.List;

/// Rows that leave together. Not safe for many threads.
final class Departure {
  private final List<Row> rows = new ArrayList<>();
  private When when;

  /// @param when as far as it is known yet
  Departure(When when) {
    this.when = when;
  }

  /// In the order of acceptance.
  List<Row> rows() {
    return rows;
  }

  When when() {
    return when;
  }

  void leaves(When known) {
    when = known;
  }
}
