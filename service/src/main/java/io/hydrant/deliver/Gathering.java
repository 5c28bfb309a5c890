package io.hydrant.deliver;

import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Message;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.store.Page;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.WaitingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Makes rows into parcels, in key order: fragments of one group become one message, cut where the
/// revision changes, where two groups share a hash, and where a record would grow too long. Because what
/// is due is frozen, the same rows make the same messages under the same ids at every reading.
final class Gathering {

  /// A group of which more rows may follow.
  private record Open(Row first, Fragment opener, Merger merger, List<Row> rows) {
    boolean takes(Row row, Fragment fragment) {
      return first.key().due() == row.key().due()
          && first.key().group().equals(row.key().group())
          && opener.revision() == fragment.revision()
          && opener.groupKey().equals(fragment.groupKey());
    }
  }

  private final IntFunction<Content> contents;
  private final Encoder encoder;
  private final Consumer<Parcel> parcels;
  private final BiConsumer<List<Row>, RuntimeException> broken;
  private @Nullable Open open;
  private @Nullable Parcel lastPart;

  /// @param contents content settings by revision
  /// @param parcels takes what is whole, in key order
  /// @param broken takes rows that our own code could not make into messages
  Gathering(
      IntFunction<Content> contents,
      Encoder encoder,
      Consumer<Parcel> parcels,
      BiConsumer<List<Row>, RuntimeException> broken) {
    this.contents = contents;
    this.encoder = encoder;
    this.parcels = parcels;
    this.broken = broken;
  }

  /// Forgets the group under way.
  void restart() {
    open = null;
    lastPart = null;
  }

  /// The lowest row that was read and is in no parcel yet.
  @Nullable WaitingKey lowest() {
    return open == null ? null : open.first().key();
  }

  void add(Page page) {
    for (Row row : page.rows()) {
      try {
        add(row);
      } catch (RuntimeException e) {
        breakAt(row, e);
      }
    }
    if (page.complete()) {
      close();
    }
  }

  private void breakAt(Row row, RuntimeException cause) {
    List<Row> rows = new ArrayList<>();
    if (open != null) {
      rows.addAll(open.rows());
      open = null;
    }
    if (rows.isEmpty() || !rows.getLast().equals(row)) {
      rows.add(row);
    }
    lastPart = null;
    broken.accept(rows, cause);
  }

  private void add(Row row) {
    switch (row.kind()) {
      case MESSAGE -> {
        close();
        parcels.accept(encoded(row));
      }
      case FRAGMENT -> add(row, Fragment.of(row.payload()));
    }
  }

  private void add(Row row, Fragment fragment) {
    Content content = contents.apply(fragment.revision());
    if (content.batching() instanceof Batching.SingleEvents && fragment.eventCount() > 0) {
      close();
      parcels.accept(singles(row, fragment, content));
      return;
    }
    if (open != null && open.takes(row, fragment)) {
      if (open.merger().add(fragment, row.key().sequence(), row.key().n())) {
        open.rows().add(row);
        return;
      }
      closePart();
    } else {
      close();
    }
    Merger merger = encoder.merger(content, row.key().group());
    open = new Open(row, fragment, merger, new ArrayList<>(List.of(row)));
    if (!merger.add(fragment, row.key().sequence(), row.key().n())) {
      throw new IllegalStateException("a single fragment is longer than a record");
    }
  }

  /// Ends the group under way.
  private void close() {
    closePart();
    lastPart = null;
  }

  /// Ends a part of the group under way; what follows is the next part of the same group.
  private void closePart() {
    Open closing = open;
    if (closing == null) {
      return;
    }
    try {
      Message message = closing.merger().finish();
      Parcel parcel =
          new Parcel(
              closing.rows(),
              List.of(message),
              (positions, attempts, firstAgain) ->
                  EncodedMessage.row(message, attempts, firstAgain));
      if (lastPart != null) {
        parcel.follows(lastPart);
      }
      lastPart = parcel;
      open = null;
      parcels.accept(parcel);
    } catch (RuntimeException e) {
      breakAt(closing.rows().getLast(), e);
    }
  }

  private static Parcel encoded(Row row) {
    Message message = EncodedMessage.of(row);
    return new Parcel(
        List.of(row),
        List.of(message),
        (positions, attempts, firstAgain) -> EncodedMessage.row(message, attempts, firstAgain));
  }

  private Parcel singles(Row row, Fragment fragment, Content content) {
    List<Message> messages = new ArrayList<>(fragment.eventCount());
    for (int i = 0; i < fragment.eventCount(); i++) {
      messages.add(
          encoder.single(content, fragment, row.key().group(), row.key().sequence(), row.key().n(), i));
    }
    return new Parcel(
        List.of(row),
        messages,
        (positions, attempts, firstAgain) -> {
          Fragment left = fragment.remainder(positions);
          Bytes stored = left.stored();
          return RowValue.of(Row.Kind.FRAGMENT, left.count(), attempts, firstAgain, stored);
        });
  }
}
