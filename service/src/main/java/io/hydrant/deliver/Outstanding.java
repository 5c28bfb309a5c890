package io.hydrant.deliver;

import io.hydrant.store.Strike;
import io.hydrant.store.WaitingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The parcels a loop has read and not settled, in key order, and what is settled of them but not yet
/// asked of the store. It knows how far the connection's head may move.
final class Outstanding {
  private final int connection;
  private final NavigableMap<WaitingKey, Parcel> parcels = new TreeMap<>();
  private final List<WaitingKey> gone = new ArrayList<>();
  private final List<Strike.Again> again = new ArrayList<>();
  private final List<UUID> taken = new ArrayList<>();
  private WaitingKey head;
  private int delivered;
  private long goneBytes;
  private int messages;
  private long bytes;

  Outstanding(int connection, WaitingKey head) {
    this.connection = connection;
    this.head = head;
  }

  /// Forgets everything; reading begins at `head`.
  void restart(WaitingKey head) {
    parcels.clear();
    clearSettled();
    this.head = head;
    messages = 0;
    bytes = 0;
  }

  void add(Parcel parcel) {
    parcels.put(parcel.first(), parcel);
    for (Outgoing message : parcel.messages()) {
      messages++;
      bytes += message.bytes();
    }
  }

  int messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return parcels.isEmpty();
  }

  @Nullable WaitingKey lowest() {
    return parcels.isEmpty() ? null : parcels.firstKey();
  }

  Iterable<Parcel> parcels() {
    return parcels.values();
  }

  /// Everything of it was taken: its rows are gone.
  void settleTaken(Parcel parcel) {
    remove(parcel);
  }

  /// What was not taken of it waits on disk for another time.
  ///
  /// @param now store time in microseconds
  void settleAgain(Parcel parcel, long now, long delayMicros) {
    again.add(new Strike.Again(parcel.first(), parcel.left(now), delayMicros));
    remove(parcel);
  }

  private void remove(Parcel parcel) {
    parcels.remove(parcel.first());
    parcel.settle();
    gone.addAll(parcel.keys());
    goneBytes += parcel.storedBytes();
    delivered += parcel.delivered();
    for (Outgoing message : parcel.messages()) {
      messages--;
      bytes -= message.bytes();
      if (message.state() == Outgoing.State.TAKEN) {
        taken.add(message.message().id());
      }
    }
  }

  /// Rows that could not be made into messages wait on disk as they lie.
  void putBack(List<Strike.Again> rows, long rowsBytes) {
    again.addAll(rows);
    rows.forEach(row -> gone.add(row.key()));
    goneBytes += rowsBytes;
  }

  /// What is settled, as one write; null when nothing is.
  ///
  /// @param position everything below it was read; parcels read and not settled hold the head back
  /// @param then told which messages the strike settled, and whether it is durable
  @Nullable Strike strike(WaitingKey position, BiConsumer<List<UUID>, Boolean> then) {
    WaitingKey lowest = lowest();
    WaitingKey reached = lowest != null && lowest.compareTo(position) < 0 ? lowest : position;
    if (gone.isEmpty()) {
      return null;
    }
    boolean moves = reached.compareTo(head) > 0;
    if (moves) {
      head = reached;
    }
    WaitingKey below = head;
    List<WaitingKey> beyond = gone.stream().filter(key -> key.compareTo(below) >= 0).toList();
    List<UUID> settled = List.copyOf(taken);
    Strike strike =
        new Strike(
            connection,
            beyond,
            moves ? head : null,
            again,
            delivered,
            goneBytes,
            durable -> then.accept(settled, durable));
    clearSettled();
    return strike;
  }

  private void clearSettled() {
    gone.clear();
    again.clear();
    taken.clear();
    delivered = 0;
    goneBytes = 0;
  }
}
