package io.hydrant.deliver;

import io.hydrant.model.Message;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.WaitingKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that leave together and the messages they make: many rows and one message (a window), one row
/// and many messages (single events), or one and one (a message put again).
///
/// The loop's alone, like all of this package that is not a value.
final class Parcel {

  /// Makes what is left of a parcel into a row of its own.
  @FunctionalInterface
  interface Rest {
    /// The row that holds the messages at these positions, and nothing else.
    RowValue of(List<Integer> positions, int attempts, long firstAgain);
  }

  private final List<WaitingKey> keys;
  private final int storedBytes;
  private final List<Outgoing> messages;
  private final Rest rest;
  private final int attemptsBefore;
  private final long firstAgainBefore;
  private @Nullable Parcel before;
  private boolean settled;
  private long readAs;

  /// @param rows in key order, at least one
  Parcel(List<Row> rows, List<Message> messages, Rest rest) {
    this.keys = rows.stream().map(Row::key).toList();
    this.storedBytes = rows.stream().mapToInt(Row::storedBytes).sum();
    this.rest = rest;
    this.attemptsBefore = rows.getFirst().attempts();
    this.firstAgainBefore = rows.getFirst().firstAgain();
    this.messages = new ArrayList<>(messages.size());
    for (Message message : messages) {
      this.messages.add(new Outgoing(this, message, this.messages.size()));
    }
  }

  /// Where it lies.
  List<WaitingKey> keys() {
    return keys;
  }

  WaitingKey first() {
    return keys.getFirst();
  }

  /// How many rows the loop had read when it read this one.
  long readAs() {
    return readAs;
  }

  void readAs(long rows) {
    readAs = rows;
  }

  int storedBytes() {
    return storedBytes;
  }

  List<Outgoing> messages() {
    return messages;
  }

  /// Says that an earlier part of the same group must be settled first: a part that were struck off
  /// before it would make a later reading cut the rest in other places, under other ids.
  void follows(Parcel earlier) {
    this.before = earlier;
  }

  /// Nothing of it is this loop's business any more: it was taken, or is back on disk.
  void settle() {
    settled = true;
    before = null;
    for (Outgoing message : messages) {
      if (message.state() != Outgoing.State.TAKEN) {
        message.putBack();
      }
    }
  }

  boolean isSettled() {
    return settled;
  }

  /// The earlier part that keeps this one from being struck off, if there is one.
  @Nullable Parcel blocker() {
    return before == null || before.settled ? null : before;
  }

  boolean isAll(Outgoing.State state) {
    for (Outgoing message : messages) {
      if (message.state() != state) {
        return false;
      }
    }
    return true;
  }

  boolean hasAny(Outgoing.State state) {
    for (Outgoing message : messages) {
      if (message.state() == state) {
        return true;
      }
    }
    return false;
  }

  /// What the ledger counts of it that was taken.
  int delivered() {
    int count = 0;
    for (Outgoing message : messages) {
      if (message.state() == Outgoing.State.TAKEN) {
        count += message.message().count();
      }
    }
    return count;
  }

  /// The longest any of its messages has been tried.
  int attempts() {
    int attempts = 0;
    for (Outgoing message : messages) {
      attempts = Math.max(attempts, message.attempts());
    }
    return attemptsBefore + attempts;
  }

  /// The row that holds what was not taken.
  ///
  /// @param now store time in microseconds
  RowValue left(long now) {
    List<Integer> positions = new ArrayList<>();
    for (Outgoing message : messages) {
      if (message.state() != Outgoing.State.TAKEN) {
        positions.add(message.position());
      }
    }
    return rest.of(positions, attempts(), firstAgainBefore == 0 ? now : firstAgainBefore);
  }
}
