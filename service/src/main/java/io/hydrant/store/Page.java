package io.hydrant.store;

import java.util.List;

/// What a reading found.
///
/// @param complete whether this is all that is due: then every group in it is whole
public record Page(List<Row> rows, boolean complete) {
  public Page {
    rows = List.copyOf(rows);
  }
}
