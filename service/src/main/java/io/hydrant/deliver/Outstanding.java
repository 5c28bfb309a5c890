package io.hydrant.deliver;

import io.hydrant.model.Hash;
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

/// The parcels a loop has read and not settled, in key order, and what is settled of them but not
/// yet asked of the store. It knows how far the connection's head may move.
final class Outstanding {

  /// What a strike settles.
  ///
  /// @param taken ids of messages
  /// @param turns groups of ordered messages whose turn is over
  record Settled(List<UUID> taken, List<Hash> turns) {
    Settled {
      taken = List.copyOf(taken);
      turns = List.copyOf(turns);
    }
  }

  private final NavigableMap<WaitingKey, Parcel> parcels = new TreeMap<>();
  private final List<WaitingKey> gone = new ArrayList<>();
  private final List<SessionPart> sessions = new ArrayList<>();
  private final List<Strike.Again> again = new ArrayList<>();
  private final List<Strike.Dead> dead = new ArrayList<>();
  private final List<UUID> taken = new ArrayList<>();
  private final List<Hash> turns = new ArrayList<>();
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

  /// In which opening the parcels were read.
  Opening opening() {
    return opening;
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

  /// Tells the messages that were sent in vain and are not settled.
  void eachTried(Consumer<Outgoing> messages) {
    for (Parcel parcel : parcels.values()) {
      for (Outgoing message : parcel.messages()) {
        if (message.tries().attempts() > 0) {
          messages.accept(message);
        }
      }
    }
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

  /// Its rows are gone, what was taken is delivered, what is given up is a dead letter, and the
  /// rest waits on disk for another time: all in one write.
  void settle(Parcel parcel) {
    if (parcel.hasAny(Outgoing.State.FLYING) || parcel.blocker() != null) {
      throw new IllegalStateException("settled too early: " + parcel.first());
    }
    List<Strike.Again> left = parcel.left();
    List<Strike.Dead> died = parcel.dead();
    int waiting = left.stream().mapToInt(row -> row.value().count()).sum();
    int given = died.stream().mapToInt(row -> row.value().count()).sum();
    if (parcel.delivered() + waiting + given != parcel.count()) {
      throw new IllegalStateException(
          String.format(
              "%d delivered, %d left and %d dead of %d",
              parcel.delivered(), waiting, given, parcel.count()));
    }
    parcels.remove(parcel.first());
    messages -= parcel.messages().size();
    bytes -= parcel.bytes();
    again.addAll(left);
    dead.addAll(died);
    gone.addAll(parcel.keys());
    if (parcel.session() != null) {
      sessions.add(parcel.session());
    }
    if (parcel.isOrdered()) {
      turns.add(parcel.first().group());
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

  /// Whether anything is settled that is not asked of the store yet.
  boolean hasSettled() {
    return !gone.isEmpty();
  }

  /// What is settled, as one write.
  ///
  /// @param read everything below it was read; parcels that are not settled hold the head back
  /// @param tried how long the connection could have sent
  /// @param then told what the strike settled, and whether it is durable
  Strike strike(WaitingKey read, long tried, BiConsumer<Settled, Boolean> then) {
    WaitingKey reached = below(read);
    boolean moves = reached.compareTo(head) > 0;
    if (moves) {
      head = reached;
    }
    WaitingKey below = head;
    Settled settled = new Settled(taken, turns);
    Strike strike =
        new Strike(
            opening,
            new Strike.Gone(
                gone.stream().filter(key -> key.compareTo(below) >= 0).toList(),
                sessions,
                goneBytes),
            moves ? head : null,
            new Strike.Fate(delivered, again, dead),
            tried,
            durable -> then.accept(settled, durable));
    clearSettled();
    return strike;
  }

  private void clearSettled() {
    gone.clear();
    sessions.clear();
    again.clear();
    dead.clear();
    taken.clear();
    turns.clear();
    delivered = 0;
    goneBytes = 0;
  }
}
