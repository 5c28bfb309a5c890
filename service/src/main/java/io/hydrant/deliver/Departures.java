package io.hydrant.deliver;

import io.hydrant.settings.Packing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that are to be sent, in order; those that were not taken stand before all others.
/// Messages of a parcel that was put back on disk meanwhile are passed over.
final class Departures {
  private final Deque<Outgoing> ready = new ArrayDeque<>();
  private long bytes;
  private long since;
  private @Nullable Packing packing;

  /// How documents share records from now on; null: not at all.
  void packing(@Nullable Packing next) {
    packing = next;
  }

  void clear() {
    ready.clear();
    bytes = 0;
  }

  /// Takes a message in behind all others.
  void add(Outgoing message, long now) {
    arrive(message, now);
    ready.addLast(message);
  }

  /// Takes messages that were not taken in before all others, in their order.
  void addAgain(List<Outgoing> messages, long now) {
    for (Outgoing message : messages.reversed()) {
      arrive(message, now);
      ready.addFirst(message);
    }
  }

  private void arrive(Outgoing message, long now) {
    if (ready.isEmpty()) {
      since = now;
    }
    bytes += message.bytes();
  }

  boolean isEmpty() {
    while (!ready.isEmpty() && ready.getFirst().state() != Outgoing.State.READY) {
      remove();
    }
    return ready.isEmpty();
  }

  /// Has others come first: as many as `count` go behind the rest.
  void rotate(long count) {
    for (long i = 0; i < count && !isEmpty(); i++) {
      ready.addLast(ready.removeFirst());
    }
  }

  /// How many there are, at most.
  int size() {
    return ready.size();
  }

  /// Whether a call of this size can be filled.
  boolean fillsCall(CallSize size) {
    int documents = packing == null ? size.recordsMax() : size.documentsMax();
    long room = size.bytesMax();
    if (packing != null) {
      room = Math.min(room, (long) size.recordsMax() * packing.targetBytes());
    }
    return documents <= 1
        || ready.size() >= Math.min(documents, size.documentsMax())
        || bytes >= room;
  }

  /// Since when the first one waits, in nanoseconds.
  long since() {
    return since;
  }

  /// Takes out what goes into one call, several documents to a record where they are packed.
  /// Messages of one parcel stay together where they fit: a parcel of which a part was taken has to
  /// be written again.
  List<Outgoing> pack(CallSize size, long now) {
    List<Outgoing> call = new ArrayList<>();
    RecordFill fill = new RecordFill(packing);
    long room = size.bytesMax();
    while (!isEmpty() && isPlace(call, fill, size)) {
      int places = size.documentsMax() - call.size();
      if (packing == null) {
        places = Math.min(places, size.recordsMax() - call.size());
      }
      boolean fits = size.isExact() || fits(places, room);
      if (!fits && !call.isEmpty()) {
        break;
      }
      Parcel parcel = ready.getFirst().parcel();
      while (!isEmpty()
          && ready.getFirst().parcel() == parcel
          && isPlace(call, fill, size)
          && (ready.getFirst().bytes() <= room || call.isEmpty())) {
        Outgoing next = ready.getFirst();
        remove();
        call.add(next);
        fill.add(next.message().document());
        room -= next.bytes();
      }
      if (!isEmpty() && ready.getFirst().bytes() > room) {
        break;
      }
    }
    since = now;
    return call;
  }

  /// Whether the first message has a record to go into.
  private boolean isPlace(List<Outgoing> call, RecordFill fill, CallSize size) {
    return call.size() < size.documentsMax()
        && (fill.records() < size.recordsMax()
            || fill.joins(ready.getFirst().message().document()));
  }

  /// Whether the first parcel's messages fit as a whole. Packed, they hardly ever need more records
  /// than there are.
  private boolean fits(int places, long room) {
    Parcel parcel = ready.getFirst().parcel();
    int messages = 0;
    long needed = 0;
    for (Outgoing message : ready) {
      if (message.parcel() != parcel || messages > places) {
        break;
      }
      messages++;
      needed += message.bytes();
    }
    return messages <= places && needed <= room;
  }

  private void remove() {
    bytes -= ready.removeFirst().bytes();
  }
}
