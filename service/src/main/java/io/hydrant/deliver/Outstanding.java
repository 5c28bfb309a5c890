package io.hydrant.deliver;

import io.hydrant.store.Opening;
import io.hydrant.store.SessionPart;
import io.hydrant.store.Strike;
import io.hydrant.store.WaitingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The parcels a loop has read and not settled, in key order, and what is settled of them but not
/// yet asked of the store. It knows how far the connection's head may move.
final class Outstanding {
  private final NavigableMap<WaitingKey, Parcel> parcels = new TreeMap<>();
  private final List<WaitingKey> gone = new ArrayList<>();
  private final List<SessionPart> sessions = new ArrayList<>();
  private final List<Strike.Again> again = new ArrayList<>();
  private final List<UUID> taken = new ArrayList<>();
  private Opening opening;
  private WaitingKey head;
  private int delivered;
  private long goneBytes;
  private int messages;
  private long bytes;

  Outstanding(Opening opening) {
    this.opening = opening;
    this.head = opening.head();
  }

  /// Forgets everything; reading begins at the head of `opening`.
  void restart(Opening opening) {
    forget();
    clearSettled();
    this.opening = opening;
    this.head = opening.head();
  }

  /// Whether this is the opening that the parcels were read in.
  boolean isOf(Opening other) {
    return opening.number() == other.number();
  }

  /// Forgets the parcels that are not settled: they lie on disk, and are read another time.
  void forget() {
    parcels.clear();
    messages = 0;
    bytes = 0;
  }

  void add(Parcel parcel) {
    if (parcels.put(parcel.first(), parcel) != null) {
      throw new IllegalStateException("a row was read twice: " + parcel.first());
    }
    messages += parcel.messages().size();
    bytes += parcel.bytes();
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

  /// The key below which everything is settled.
  ///
  /// @param read everything below it was read; parcels that are not settled hold it back
  WaitingKey below(WaitingKey read) {
    if (parcels.isEmpty() || parcels.firstKey().compareTo(read) > 0) {
      return read;
    }
    return parcels.firstKey();
  }

  /// Tells the ids of messages that were taken and whose rows are still there.
  void eachTaken(Consumer<UUID> ids) {
    for (Parcel parcel : parcels.values()) {
      for (Outgoing message : parcel.messages()) {
        if (message.isTaken()) {
          ids.accept(message.message().id());
        }
      }
    }
    taken.forEach(ids);
  }

  /// Its rows are gone, what was taken is delivered, and what was not waits on disk for another
  /// time: all in one write.
  ///
  /// @param now store time in microseconds
  void settle(Parcel parcel, long now) {
    if (parcel.hasAny(Outgoing.State.FLYING) || parcel.blocker() != null) {
      throw new IllegalStateException("settled too early: " + parcel.first());
    }
    List<Strike.Again> left = parcel.left(now);
    int waiting = left.stream().mapToInt(row -> row.value().count()).sum();
    if (parcel.delivered() + waiting != parcel.count()) {
      throw new IllegalStateException(
          parcel.delivered() + " delivered and " + waiting + " left of " + parcel.count());
    }
    parcels.remove(parcel.first());
    messages -= parcel.messages().size();
    bytes -= parcel.bytes();
    again.addAll(left);
    gone.addAll(parcel.keys());
    if (parcel.session() != null) {
      sessions.add(parcel.session());
    }
    goneBytes += parcel.storedBytes();
    delivered += parcel.delivered();
    for (Outgoing message : parcel.messages()) {
      if (message.isTaken()) {
        taken.add(message.message().id());
      }
    }
    parcel.settle();
  }

  /// What is settled, as one write; null when nothing is.
  ///
  /// @param read everything below it was read; parcels that are not settled hold the head back
  /// @param then told which messages the strike settled, and whether it is durable
  @Nullable Strike strike(WaitingKey read, BiConsumer<List<UUID>, Boolean> then) {
    if (gone.isEmpty()) {
      return null;
    }
    WaitingKey reached = below(read);
    boolean moves = reached.compareTo(head) > 0;
    if (moves) {
      head = reached;
    }
    WaitingKey below = head;
    List<UUID> settled = List.copyOf(taken);
    Strike strike =
        new Strike(
            opening,
            new Strike.Gone(
                gone.stream().filter(key -> key.compareTo(below) >= 0).toList(),
                sessions,
                goneBytes),
            moves ? head : null,
            again,
            delivered,
            durable -> then.accept(settled, durable));
    clearSettled();
    return strike;
  }

  private void clearSettled() {
    gone.clear();
    sessions.clear();
    again.clear();
    taken.clear();
    delivered = 0;
    goneBytes = 0;
  }
}
