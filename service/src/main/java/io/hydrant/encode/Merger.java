package io.hydrant.encode;

import io.hydrant.json.JsonOutput;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentParts;
import io.hydrant.model.Hash;
import io.hydrant.model.Message;
import io.hydrant.settings.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One message of a group in the making. Fragments are added in order of acceptance and merged in
/// order of receipt. Not safe for many threads.
///
/// Merging is put off until it is needed: for the document, or to know the exact length once the
/// sum of the parts could exceed a record.
public class Merger {
  private final Ids ids;
  private final Document document;
  private final Hash group;
  private final int recordBytesMax;

  private final List<Part> parts = new ArrayList<>();
  private @Nullable Part first;
  private @Nullable Part last;
  private long bound;
  private long eventBytes;
  private int count;

  // What the first `applied` parts were merged to.
  private Merged merged = new Merged();
  private int applied;

  Merger(Ids ids, Content content, Hash group, int recordBytesMax) {
    this.ids = ids;
    this.document = new Document(new Frame(content), ids);
    this.group = group;
    this.recordBytesMax = recordBytesMax;
    this.bound = MessageBound.ofContent(content);
  }

  /// Adds a fragment.
  ///
  /// @param sequence of its batch
  /// @param n its number among the rows that the batch made
  /// @return false when the message would exceed a record; it is then as it was before
  public boolean add(Fragment fragment, long sequence, int n) {
    Part part = new Part(fragment, sequence, n);
    Part lastBefore = last;
    long boundBefore = bound;
    long eventBytesBefore = eventBytes;
    int at = insert(part);
    first = first == null ? part : first;
    last = part;
    bound += MessageBound.withoutEvents(fragment) + MessageBound.ofEvents(fragment);
    eventBytes += bytes(part);
    count += fragment.count();
    if (bound <= recordBytesMax || length() <= recordBytesMax) {
      return true;
    }
    parts.remove(at);
    forget();
    first = parts.isEmpty() ? null : first;
    last = lastBefore;
    bound = boundBefore;
    eventBytes = eventBytesBefore;
    count -= fragment.count();
    return false;
  }

  /// Puts a part behind all that were received before it or with it.
  private int insert(Part part) {
    int at = parts.size();
    while (at > 0
        && parts.get(at - 1).fragment().receivedMillis() > part.fragment().receivedMillis()) {
      at--;
    }
    parts.add(at, part);
    if (at < applied) {
      forget();
    }
    return at;
  }

  private void forget() {
    merged = new Merged();
    applied = 0;
  }

  private long bytes(Part part) {
    FragmentParts all = part.fragment().parts();
    long bytes = 0;
    for (int i = 0; i < all.events(); i++) {
      bytes += document.eventBytes(part, i);
    }
    return bytes;
  }

  private long length() {
    return document.length(eventBytes, tail(id()));
  }

  /// The message.
  ///
  /// @throws IllegalStateException when nothing was added
  public Message finish() {
    UUID id = id();
    JsonOutput tail = tail(id);
    JsonOutput out = document.open(eventBytes, tail);
    for (Part part : parts) {
      for (int i = 0; i < part.fragment().eventCount(); i++) {
        document.event(out, part, i);
      }
    }
    return document.close(out, tail, id, count);
  }

  private UUID id() {
    if (first == null || last == null) {
      throw new IllegalStateException("a message of nothing");
    }
    return ids.message(group, first, last, Ids.MERGED);
  }

  private JsonOutput tail(UUID id) {
    while (applied < parts.size()) {
      merged.apply(parts.get(applied++));
    }
    return document.tail(id, merged, location());
  }

  private Bytes location() {
    for (Part part : parts) {
      Bytes location = Location.of(part.fragment().parts());
      if (location.length() > 0) {
        return location;
      }
    }
    return Bytes.EMPTY;
  }
}
