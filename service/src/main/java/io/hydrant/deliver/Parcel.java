package io.hydrant.deliver;

import io.hydrant.model.Message;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.SessionPart;
import io.hydrant.store.Strike;
import io.hydrant.store.WaitingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Rows that leave together and the messages they make: many rows and one message (a window), one
/// row and many messages (single events, the parts of a closed session), one and one (a message put
/// again), or rows of which our own code failed to make a message (broken).
///
/// The loop's alone, like all of this package that is not a value.
final class Parcel {

  /// Makes what is left of a parcel into rows of their own.
  @FunctionalInterface
  interface Rest {
    /// The rows that hold the messages at these positions, and nothing else.
    List<RowValue> of(List<Integer> positions, int attempts, long firstAgain);
  }

  private static final Rest NOTHING =
      (positions, attempts, firstAgain) -> {
        throw new IllegalStateException("broken rows are put again as they lie");
      };

  private final List<WaitingKey> keys;
  private final int count;
  private final long storedBytes;
  private final int attemptsBefore;
  private final long firstAgainBefore;
  private final Rest rest;
  private final List<Row> brokenRows;
  private final List<Integer> brokenPositions = new ArrayList<>();
  private final List<Outgoing> messages = new ArrayList<>();
  private @Nullable SessionPart session;
  private @Nullable Parcel before;
  private boolean settled;
  private long readAs;
  private int bytes;

  private Parcel(List<Row> rows, Rest rest, List<Row> brokenRows) {
    this.keys = rows.stream().map(Row::key).toList();
    this.count = rows.stream().mapToInt(Row::count).sum();
    this.storedBytes = rows.stream().mapToLong(Row::storedBytes).sum();
    this.attemptsBefore = rows.getFirst().attempts();
    this.firstAgainBefore = rows.getFirst().firstAgain();
    this.rest = rest;
    this.brokenRows = brokenRows;
  }

  /// One message, made of rows in key order.
  ///
  /// @throws IllegalStateException when it does not count what its rows count
  static Parcel of(List<Row> rows, Message message) {
    Parcel parcel =
        new Parcel(
            rows,
            (positions, attempts, firstAgain) ->
                List.of(EncodedMessage.row(message, attempts, firstAgain)),
            List.of());
    parcel.add(message, 0);
    parcel.assertCounts();
    return parcel;
  }

  /// The parts of a closed session, in their order. What is left of them waits encoded.
  ///
  /// @throws IllegalStateException when they do not count what the row counts
  static Parcel ofSession(Row row, List<Message> messages) {
    Parcel parcel =
        new Parcel(
            List.of(row),
            (positions, attempts, firstAgain) ->
                positions.stream()
                    .map(i -> EncodedMessage.row(messages.get(i), attempts, firstAgain))
                    .toList(),
            List.of());
    parcel.session = SessionPart.of(row);
    for (int i = 0; i < messages.size(); i++) {
      parcel.add(messages.get(i), i);
    }
    parcel.assertCounts();
    return parcel;
  }

  private void assertCounts() {
    int counted = messages.stream().mapToInt(each -> each.message().count()).sum();
    if (counted != count) {
      throw new IllegalStateException(
          "messages that count " + counted + " of rows that count " + count);
    }
  }

  /// One row, whose messages are to be added.
  static Parcel of(Row row, Rest rest) {
    return new Parcel(List.of(row), rest, List.of());
  }

  /// Rows of which no message could be made.
  static Parcel broken(List<Row> rows) {
    return new Parcel(rows, NOTHING, List.copyOf(rows));
  }

  void add(Message message, int position) {
    messages.add(new Outgoing(this, message, position));
    bytes += message.document().length();
  }

  /// Says that no message could be made of the event at `position`.
  void addBroken(int position) {
    brokenPositions.add(position);
  }

  /// Where its rows lie.
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

  void readAs(long rowsRead) {
    readAs = rowsRead;
  }

  /// Bytes of its rows on disk.
  long storedBytes() {
    return storedBytes;
  }

  /// The closed session whose fragments go when this is settled; null when it is of none.
  @Nullable SessionPart session() {
    return session;
  }

  /// What the ledger counts for its rows.
  int count() {
    return count;
  }

  List<Outgoing> messages() {
    return messages;
  }

  /// Bytes of its documents.
  int bytes() {
    return bytes;
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
      if (!message.isTaken()) {
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
    int delivered = 0;
    for (Outgoing message : messages) {
      if (message.isTaken()) {
        delivered += message.message().count();
      }
    }
    return delivered;
  }

  /// Whether some of it was sent in vain while others were taken.
  boolean hasFailed() {
    return attempts() > attemptsBefore;
  }

  /// The longest any of it has been tried.
  int attempts() {
    int attempts = 0;
    for (Outgoing message : messages) {
      attempts = Math.max(attempts, message.attempts());
    }
    return attemptsBefore + attempts;
  }

  /// What was not taken, as rows for another time.
  ///
  /// @param now store time in microseconds
  List<Strike.Again> left(long now) {
    List<Strike.Again> again = new ArrayList<>();
    for (Row row : brokenRows) {
      again.add(again(row.key(), row.again(now), Backoff.broken(row.attempts())));
    }
    List<Integer> positions = new ArrayList<>(brokenPositions);
    for (Outgoing message : messages) {
      if (!message.isTaken()) {
        positions.add(message.position());
      }
    }
    if (!positions.isEmpty()) {
      again.addAll(left(positions, now));
    }
    return again;
  }

  private List<Strike.Again> left(List<Integer> positions, long now) {
    boolean isBroken = positions.size() == brokenPositions.size();
    positions.sort(null);
    int attempts = attempts() + (isBroken ? 1 : 0);
    boolean inVain = attempts > attemptsBefore;
    long firstAgain = firstAgainBefore == 0 && inVain ? now : firstAgainBefore;
    Duration failed = inVain ? Backoff.onDisk(attempts) : Duration.ZERO;
    Duration delay = isBroken ? Backoff.broken(attemptsBefore) : failed;
    List<Strike.Again> left = new ArrayList<>();
    WaitingKey key = first();
    for (RowValue value : rest.of(positions, attempts, firstAgain)) {
      left.add(again(key, value, delay));
      key = key.next();
    }
    return left;
  }

  private static Strike.Again again(WaitingKey key, RowValue value, Duration delay) {
    return new Strike.Again(key, value, TimeUnit.MILLISECONDS.toMicros(delay.toMillis()));
  }
}
