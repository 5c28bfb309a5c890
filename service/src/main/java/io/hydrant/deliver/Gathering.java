package io.hydrant.deliver;

import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import io.hydrant.model.AudienceMessage;
import io.hydrant.model.Bytes;
import io.hydrant.model.EncodedMessage;
import io.hydrant.model.Fragment;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.WaitingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Makes rows into parcels, in key order: fragments of one group become one message, cut where the
/// revision changes, where two groups share a hash, and where a record would grow too long. Because
/// what is due is frozen, the same rows make the same messages under the same ids at every reading.
/// A closed session is one row, whose parts are one parcel.
///
/// What our own code cannot encode becomes a broken parcel, and what is around it goes on.
final class Gathering {

  /// A part of a group of which more rows may follow.
  private record Part(Content content, Fragment opener, Merger merger, List<Row> rows) {
    boolean takes(Row row, Fragment fragment) {
      return isOneGroup(rows.getFirst().key(), row.key())
          && SessionParts.isOneMessage(opener, fragment);
    }
  }

  /// Where the fragments of a closed session are read.
  @FunctionalInterface
  interface Fragments {
    List<Row> of(Row session) throws IOException;
  }

  private final IntFunction<Content> contents;
  private final Encoder encoder;
  private final Fragments fragments;
  private final SessionParts parts;
  private final BiConsumer<RuntimeException, Set<String>> broke;
  private final List<Parcel> parcels = new ArrayList<>();
  private @Nullable Part open;
  private long openBytes;
  private @Nullable Parcel lastPart;

  /// @param task how to encode
  /// @param fragments of closed sessions
  /// @param broke told of each failure of our own code, and of the inputs whose batches it hit
  Gathering(
      DeliveryTask task, Fragments fragments, BiConsumer<RuntimeException, Set<String>> broke) {
    this.contents = task.contents();
    this.encoder = task.encoder();
    this.fragments = fragments;
    this.parts = new SessionParts(contents, encoder);
    this.broke = broke;
  }

  /// Forgets the group under way.
  void restart() {
    open(null, 0);
    parcels.clear();
    lastPart = null;
  }

  private void open(@Nullable Part part, long bytes) {
    open = part;
    openBytes = bytes;
  }

  /// The lowest row that was added and is in no parcel yet.
  @Nullable WaitingKey lowest() {
    return open == null ? null : open.rows().getFirst().key();
  }

  /// Bytes of the part under way.
  long bytes() {
    return openBytes;
  }

  /// Hands out what is whole.
  List<Parcel> take() {
    List<Parcel> whole = List.copyOf(parcels);
    parcels.clear();
    return whole;
  }

  /// Takes a row in.
  ///
  /// @throws IOException when reading what it names failed; nothing has changed then
  void add(Row row) throws IOException {
    switch (row.kind()) {
      case MESSAGE -> parcels.add(encoded(row));
      case FRAGMENT -> addFragment(row);
      case SESSION -> parcels.add(session(row, fragments.of(row)));
      case AUDIENCE -> parcels.add(audience(row));
    }
  }

  private Parcel encoded(Row row) {
    try {
      return Parcel.encoded(row, EncodedMessage.of(row.payload(), row.count()));
    } catch (RuntimeException e) {
      return broken(List.of(row), e);
    }
  }

  private Parcel audience(Row row) {
    try {
      WaitingKey key = row.key();
      AudienceMessage message = AudienceMessage.of(row.payload());
      return Parcel.ordered(row, encoder.audience(message, key.group(), key.sequence(), key.n()));
    } catch (RuntimeException e) {
      return broken(List.of(row), e);
    }
  }

  private void addFragment(Row row) {
    try {
      Fragment fragment = Fragment.of(row.payload());
      Content content = contents.apply(fragment.revision());
      if (content.batching() instanceof Batching.SingleEvents && fragment.eventCount() > 0) {
        parcels.add(singles(row, fragment, content));
      } else {
        merge(row, fragment, content);
      }
    } catch (RuntimeException e) {
      close();
      emit(broken(List.of(row), e));
    }
  }

  private Parcel singles(Row row, Fragment fragment, Content content) {
    Parcel parcel =
        Parcel.of(
            row,
            (positions, tries) -> {
              Fragment left = fragment.remainder(positions);
              Bytes stored = left.stored();
              return RowValue.of(Row.Kind.FRAGMENT, left.count(), tries, stored);
            });
    WaitingKey key = row.key();
    for (int i = 0; i < fragment.eventCount(); i++) {
      try {
        parcel.add(encoder.single(content, fragment, key.group(), key.sequence(), key.n(), i), i);
      } catch (RuntimeException e) {
        broke.accept(e, parcel.inputs());
        parcel.addBroken(i, Breakage.words(e));
      }
    }
    return parcel;
  }

  private Parcel session(Row row, List<Row> its) {
    try {
      return Parcel.ofSession(row, its, parts.of(row.key().group(), its));
    } catch (RuntimeException e) {
      return broken(List.of(row), e);
    }
  }

  private void merge(Row row, Fragment fragment, Content content) {
    if (open != null && !open.takes(row, fragment)) {
      close();
    }
    Part part = open;
    if (part != null) {
      if (isAdded(part, row, fragment)) {
        return;
      }
      close();
    }
    Merger merger = encoder.merger(content, row.key().group());
    SessionParts.open(merger, row, fragment);
    open(
        new Part(content, fragment, merger, new ArrayList<>(List.of(row))), row.payload().length());
  }

  private boolean isAdded(Part part, Row row, Fragment fragment) {
    try {
      if (!SessionParts.isAdded(part.merger(), row, fragment)) {
        return false;
      }
    } catch (RuntimeException e) {
      // Nobody knows what the merger holds now: what came before is merged anew, without this row.
      open(null, 0);
      emit(merged(part));
      throw e;
    }
    part.rows().add(row);
    openBytes += row.payload().length();
    return true;
  }

  private Parcel merged(Part part) {
    try {
      Merger merger = encoder.merger(part.content(), part.rows().getFirst().key().group());
      for (Row row : part.rows()) {
        SessionParts.isAdded(merger, row, Fragment.of(row.payload()));
      }
      return finished(merger, part.rows());
    } catch (RuntimeException e) {
      return broken(part.rows(), e);
    }
  }

  /// Ends the part under way: all that is due of its group was added, or it is full.
  void close() {
    Part part = open;
    if (part != null) {
      open(null, 0);
      emit(finished(part.merger(), part.rows()));
    }
  }

  private Parcel finished(Merger merger, List<Row> rows) {
    try {
      return Parcel.of(rows, merger.finish());
    } catch (RuntimeException e) {
      return broken(rows, e);
    }
  }

  private Parcel broken(List<Row> rows, RuntimeException cause) {
    Parcel parcel = Parcel.broken(rows, Breakage.words(cause));
    broke.accept(cause, parcel.inputs());
    return parcel;
  }

  private void emit(Parcel part) {
    if (lastPart != null && isOneGroup(lastPart.first(), part.first())) {
      part.follows(lastPart);
    }
    lastPart = part;
    parcels.add(part);
  }

  private static boolean isOneGroup(WaitingKey one, WaitingKey other) {
    return one.due() == other.due() && one.group().equals(other.group());
  }
}
