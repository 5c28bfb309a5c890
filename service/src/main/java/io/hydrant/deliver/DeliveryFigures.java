package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.model.Bytes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What a loop has done since the start. Safe for many threads.
public final class DeliveryFigures {

  /// What came of a call.
  public enum Outcome {
    /// Every record was taken.
    TAKEN,
    /// Firehose decided on each record, and did not take all.
    PARTLY,
    /// It was refused as a whole.
    REFUSED,
    /// It did not leave.
    NOT_SENT,
    /// Nobody knows.
    UNKNOWN
  }

  private final Map<Outcome, LongAdder> calls = new EnumMap<>(Outcome.class);
  private final LongAdder sent = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final LongAdder again = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final LongAdder unheardOf = new LongAdder();
  private final LongAdder never = new LongAdder();

  private final Bill bill = new Bill();

  DeliveryFigures() {
    for (Outcome outcome : Outcome.values()) {
      calls.put(outcome, new LongAdder());
    }
  }

  void called(int records) {
    sent.add(records);
  }

  /// A call was answered: what that says of its records.
  void answered(Cargo cargo, Answer answer) {
    List<List<Bytes>> its = cargo.taken(answer);
    taken.add(its.size());
    again.add(cargo.records().size() - its.size());
    bill.took(its, cargo.packing());
  }

  /// A call was answered: what came of it.
  ///
  /// @param records documents in it
  /// @param recordsTaken how many of those the verdicts call taken
  void answered(Answer answer, int records, int recordsTaken) {
    of(outcome(answer, records, recordsTaken)).increment();
  }

  private static Outcome outcome(Answer answer, int records, int recordsTaken) {
    return switch (answer) {
      case Answer.Decided decided when decided.records().size() != records -> Outcome.UNKNOWN;
      case Answer.Decided _ -> recordsTaken == records ? Outcome.TAKEN : Outcome.PARTLY;
      case Answer.Refused _ -> Outcome.REFUSED;
      case Answer.NotSent _ -> Outcome.NOT_SENT;
      case Answer.Unknown _ -> Outcome.UNKNOWN;
    };
  }

  void answeredUnheardOf() {
    unheardOf.increment();
  }

  void neverTaken() {
    never.increment();
  }

  void broke() {
    broken.increment();
  }

  private LongAdder of(Outcome outcome) {
    LongAdder count = calls.get(outcome);
    if (count == null) {
      throw new IllegalStateException("no count of " + outcome);
    }
    return count;
  }

  /// What Firehose bills.
  public Bill bill() {
    return bill;
  }

  /// Calls with this outcome.
  public long calls(Outcome outcome) {
    return of(outcome).sum();
  }

  /// Records in calls, each time one was.
  public long recordsSent() {
    return sent.sum();
  }

  /// Records that Firehose took.
  public long recordsTaken() {
    return taken.sum();
  }

  /// Records of answered calls that Firehose did not take, or may not have taken: they are sent
  /// again.
  public long recordsAgain() {
    return again.sum();
  }

  /// Records found to be refused while others are taken, each time one was.
  public long never() {
    return never.sum();
  }

  /// Calls answered with an error that is none Hydrant knows.
  public long unheardOf() {
    return unheardOf.sum();
  }

  /// Times that our own code failed to make a message.
  public long broken() {
    return broken.sum();
  }
}
