package io.hydrant.console;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Answer.Taken;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Firehose;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// A connection's way to Firehose, with a count of what came of its calls. Safe for many threads.
public final class CountedCalls implements Firehose {

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

  private final Firehose firehose;
  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final LongAdder sent = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final LongAdder again = new LongAdder();

  public CountedCalls(Firehose firehose) {
    this.firehose = firehose;
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
  }

  @Override
  public void put(Call call, Consumer<Answer> then) {
    sent.add(call.records().size());
    firehose.put(
        call,
        answer -> {
          count(call.records().size(), answer);
          then.accept(answer);
        });
  }

  private void count(int records, Answer answer) {
    int takenOfThem = taken(answer);
    taken.add(takenOfThem);
    again.add(records - takenOfThem);
    Outcome outcome =
        switch (answer) {
          case Answer.Decided _ -> takenOfThem == records ? Outcome.TAKEN : Outcome.PARTLY;
          case Answer.Refused _ -> Outcome.REFUSED;
          case Answer.NotSent _ -> Outcome.NOT_SENT;
          case Answer.Unknown _ -> Outcome.UNKNOWN;
        };
    of(outcome).increment();
  }

  private static int taken(Answer answer) {
    return answer instanceof Answer.Decided decided
        ? (int) decided.records().stream().filter(Taken.class::isInstance).count()
        : 0;
  }

  private LongAdder of(Outcome outcome) {
    LongAdder count = outcomes.get(outcome);
    if (count == null) {
      throw new IllegalStateException("no count of " + outcome);
    }
    return count;
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
}
