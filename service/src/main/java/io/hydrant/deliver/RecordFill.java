package io.hydrant.deliver;

import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Packing;
import org.jspecify.annotations.Nullable;

/// How the documents of one call fill records, in their order: a document joins the one before when
/// both end their lines and both fit; it is never split. Without packing none joins.
final class RecordFill {
  private final @Nullable Packing packing;
  private int records;
  private int documents;
  private long bytes;
  private boolean endsLine;

  RecordFill(@Nullable Packing packing) {
    this.packing = packing;
  }

  /// Records begun so far.
  int records() {
    return records;
  }

  /// Whether the record under way takes this document too.
  boolean joins(Bytes document) {
    return packing != null
        && endsLine
        && endsLine(document)
        && documents < FirehoseLimits.RECORD_DOCUMENTS_MAX
        && bytes + document.length() <= packing.targetBytes();
  }

  /// Adds a document, to the record under way or to a new one.
  ///
  /// @return whether it began a new one
  boolean add(Bytes document) {
    boolean isNew = !joins(document);
    if (isNew) {
      records++;
      documents = 0;
      bytes = 0;
      endsLine = endsLine(document);
    }
    documents++;
    bytes += document.length();
    return isNew;
  }

  private static boolean endsLine(Bytes document) {
    return document.length() > 0 && document.at(document.length() - 1) == '\n';
  }
}
