package io.hydrant.deliver;

import io.hydrant.firehose.FirehoseLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Messages that are to be sent, in order; those that were not taken stand before all others.
/// Messages of a parcel that was put back on disk meanwhile are passed over.
final class Departures {
  private final Deque<Outgoing> ready = new ArrayDeque<>();
  private long bytes;
  private long since;

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

  /// Whether a call can be filled.
  boolean fillsCall() {
    return ready.size() >= FirehoseLimits.CALL_RECORDS_MAX
        || bytes >= FirehoseLimits.CALL_BYTES_MAX;
  }

  /// Since when the first one waits, in nanoseconds.
  long since() {
    return since;
  }

  /// Takes out what goes into one call. Messages of one parcel stay together where they fit: a
  /// parcel of which a part was taken has to be written again.
  List<Outgoing> pack(CallSize size, long now) {
    List<Outgoing> call = new ArrayList<>();
    int recordsMax = size.recordsMax();
    long room = size.bytesMax();
    while (!isEmpty() && call.size() < recordsMax) {
      boolean fits = size.isExact() || fits(recordsMax - call.size(), room);
      if (!fits && !call.isEmpty()) {
        break;
      }
      Parcel parcel = ready.getFirst().parcel();
      while (!isEmpty() && ready.getFirst().parcel() == parcel && call.size() < recordsMax) {
        Outgoing next = ready.getFirst();
        if (next.bytes() > room && !call.isEmpty()) {
          break;
        }
        remove();
        call.add(next);
        room -= next.bytes();
      }
    }
    since = now;
    return call;
  }

  /// Whether the first parcel's messages fit as a whole.
  private boolean fits(int records, long room) {
    Parcel parcel = ready.getFirst().parcel();
    int messages = 0;
    long needed = 0;
    for (Outgoing message : ready) {
      if (message.parcel() != parcel || messages > records) {
        break;
      }
      messages++;
      needed += message.bytes();
    }
    return messages <= records && needed <= room;
  }

  private void remove() {
    bytes -= ready.removeFirst().bytes();
  }
}
