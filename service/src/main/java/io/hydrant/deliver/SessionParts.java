package io.hydrant.deliver;

import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import io.hydrant.model.Fragment;
import io.hydrant.model.Hash;
import io.hydrant.model.Message;
import io.hydrant.settings.Content;
import io.hydrant.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Merges the fragments of a closed session into messages, in order, cut where the revision
/// changes, where two groups share a hash, and where a record would grow too long.
final class SessionParts {
  private final IntFunction<Content> contents;
  private final Encoder encoder;

  SessionParts(IntFunction<Content> contents, Encoder encoder) {
    this.contents = contents;
    this.encoder = encoder;
  }

  /// The messages of a session.
  ///
  /// @param group of the row that stands for it
  List<Message> of(Hash group, List<Row> rows) {
    List<Message> parts = new ArrayList<>();
    Fragment opener = null;
    Merger merger = null;
    for (Row row : rows) {
      Fragment fragment = Fragment.of(row.payload());
      if (opener != null && merger != null) {
        if (isOneMessage(opener, fragment) && isAdded(merger, row, fragment)) {
          continue;
        }
        parts.add(merger.finish());
      }
      opener = fragment;
      merger = encoder.merger(contents.apply(fragment.revision()), group);
      open(merger, row, fragment);
    }
    if (merger != null) {
      parts.add(merger.finish());
    }
    return parts;
  }

  /// Adds the first fragment of a message.
  static void open(Merger merger, Row row, Fragment fragment) {
    if (!isAdded(merger, row, fragment)) {
      throw new IllegalStateException("a single fragment is longer than a record");
    }
  }

  static boolean isAdded(Merger merger, Row row, Fragment fragment) {
    return merger.add(fragment, row.key().sequence(), row.key().n());
  }

  /// Whether fragments of one group may be merged.
  static boolean isOneMessage(Fragment opener, Fragment next) {
    return opener.revision() == next.revision() && opener.groupKey().equals(next.groupKey());
  }
}
