package io.hydrant.deliver;

import io.hydrant.model.EncodedMessage;
import io.hydrant.model.Message;
import io.hydrant.store.Row;
import io.hydrant.store.RowValue;
import io.hydrant.store.SessionPart;
import io.hydrant.store.Strike;
import io.hydrant.store.Tries;
import io.hydrant.store.WaitingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows that leave together and the messages they make: many rows and one message (a window), one
/// row and many messages (single events, the parts of a closed session), one and one (a message put
/// again), or rows of which our own code failed to make a message (broken). What of it does not
/// leave is the business of [Remains].
///
/// The loop's alone, like all of this package that is not a value.
final class Parcel {

  private final List<WaitingKey> keys;
  private final int count;
  private final long storedBytes;
  private final Tries triesBefore;
  private final Set<String> inputs;
  private final Remains remains;
  private final List<Outgoing> messages = new ArrayList<>();
  private @Nullable SessionPart session;
  private List<Long> brought = List.of();
  private @Nullable Parcel before;
  private boolean isOrdered;
  private boolean settled;
  private long readAs;
  private int bytes;

  private Parcel(List<Row> rows, Set<String> inputs, Remains remains) {
    this.inputs = inputs;
    this.keys = rows.stream().map(Row::key).toList();
    this.count = rows.stream().mapToInt(Row::count).sum();
    this.storedBytes = rows.stream().mapToLong(Row::storedBytes).sum();
    this.triesBefore = rows.stream().map(Row::tries).reduce(Tries.NONE, Tries::and);
    this.remains = remains;
  }

  /// One message, made of rows in key order.
  ///
  /// @throws IllegalStateException when it does not count what its rows count
  static Parcel of(List<Row> rows, Message message) {
    Set<String> inputs = Inputs.of(rows);
    List<Long> sequences = sequences(rows);
    Remains.Rest rest =
        (positions, tries) -> RowValue.of(new EncodedMessage(message, inputs, sequences), tries);
    Parcel parcel = new Parcel(rows, inputs, Remains.inOneRow(rows.getFirst(), rest));
    parcel.add(message, 0);
    parcel.assertCounts();
    return parcel;
  }

  /// A message that was encoded before.
  static Parcel encoded(Row row, EncodedMessage encoded) {
    Remains.Rest rest = (positions, tries) -> RowValue.of(encoded, tries);
    Parcel parcel = new Parcel(List.of(row), encoded.inputs(), Remains.inOneRow(row, rest));
    parcel.brought = encoded.sequences();
    parcel.add(encoded.message(), 0);
    parcel.assertCounts();
    return parcel;
  }

  private static List<Long> sequences(List<Row> rows) {
    return rows.stream().map(row -> row.key().sequence()).distinct().toList();
  }

  /// The parts of a closed session, in their order. What is left of them waits encoded.
  ///
  /// @param its fragments, as rows
  /// @throws IllegalStateException when they do not count what the row counts
  static Parcel ofSession(Row row, List<Row> its, List<Message> messages) {
    Set<String> inputs = Inputs.of(its);
    List<Long> sequences = sequences(its);
    List<EncodedMessage> encoded =
        messages.stream().map(message -> new EncodedMessage(message, inputs, sequences)).toList();
    Parcel parcel = new Parcel(List.of(row), inputs, Remains.ofSession(row, encoded));
    parcel.session = SessionPart.of(row);
    parcel.brought = sequences;
    for (int i = 0; i < messages.size(); i++) {
      parcel.add(messages.get(i), i);
    }
    parcel.assertCounts();
    return parcel;
  }

  /// One message that waits as it is and may only leave in its turn, see [Turns].
  static Parcel ordered(Row row, Message message) {
    Remains.Rest rest = (positions, tries) -> row.with(tries);
    Parcel parcel = new Parcel(List.of(row), Inputs.of(List.of(row)), Remains.inOneRow(row, rest));
    parcel.isOrdered = true;
    parcel.add(message, 0);
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
  static Parcel of(Row row, Remains.Rest rest) {
    return new Parcel(List.of(row), Inputs.of(List.of(row)), Remains.inOneRow(row, rest));
  }

  /// Whether it waits for what came before it of its group, and keeps its place on disk until then.
  boolean isOrdered() {
    return isOrdered;
  }

  /// Rows of which no message could be made.
  ///
  /// @param error what our own code threw, in a few words without content
  static Parcel broken(List<Row> rows, String error) {
    return new Parcel(rows, Inputs.of(rows), Remains.ofBroken(rows, error));
  }

  void add(Message message, int position) {
    messages.add(new Outgoing(this, message, position, triesBefore));
    bytes += message.document().length();
  }

  /// Says that no message could be made of the event at `position`.
  ///
  /// @param error what our own code threw, in a few words without content
  void addBroken(int position, String error) {
    remains.addBroken(position, error);
  }

  /// Where its rows lie.
  List<WaitingKey> keys() {
    return keys;
  }

  /// The sequences of the batches in it, as far as its rows tell.
  List<Long> sequences() {
    return brought.isEmpty() ? keys.stream().map(WaitingKey::sequence).toList() : brought;
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

  /// The inputs whose batches are in it, by name.
  Set<String> inputs() {
    return inputs;
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

  /// Nothing of it is this loop's business any more: it was taken, given up, or is back on disk.
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
    return passed() > triesBefore.passed();
  }

  /// How often, at most, others were taken while some of it was not.
  int passed() {
    int passed = triesBefore.passed();
    for (Outgoing message : messages) {
      passed = Math.max(passed, message.tries().passed());
    }
    return passed;
  }

  /// What was not taken and not given up, as rows for another time.
  List<Strike.Again> left() {
    return remains.again(messages);
  }

  /// What is given up.
  List<Strike.Dead> dead() {
    return remains.dead(messages);
  }
}
