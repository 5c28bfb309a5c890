package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import java.util.Collections;
import java.util.List;

/// What an answer means for each record of its call: the one place where that is decided.
///
/// Until there are dead letters nothing is given up for any error, so there are two verdicts only.
final class Verdicts {
  private static final String ACCESS_DENIED = "AccessDeniedException";

  private Verdicts() {}

  /// One verdict a record, in the call's order. A record is taken only when the answer says so of
  /// it, and an answer counts only when it speaks of as many records as were sent; otherwise nobody
  /// knows, and what nobody knows is sent again.
  static List<Verdict> of(Answer answer, int records) {
    return switch (answer) {
      case Answer.Decided(List<Answer.RecordAnswer> each) when each.size() == records ->
          each.stream().map(Verdicts::of).toList();
      case Answer.Decided _ -> again(records);
      case Answer.Refused _ -> again(records);
      case Answer.NotSent _ -> again(records);
      case Answer.Unknown _ -> again(records);
    };
  }

  private static List<Verdict> again(int records) {
    return Collections.nCopies(records, Verdict.AGAIN);
  }

  private static Verdict of(Answer.RecordAnswer answer) {
    return switch (answer) {
      case Answer.Taken _ -> Verdict.TAKEN;
      case Answer.NotTaken _ -> Verdict.AGAIN;
    };
  }

  /// Whether the caller may not do what it asked for.
  static boolean deniesAccess(Answer answer) {
    return answer instanceof Answer.Refused refused && ACCESS_DENIED.equals(refused.code());
  }

  /// Whether the caller may not use PutRecordBatch, while PutRecord may be allowed: least-privilege
  /// policies that grant only that exist.
  static boolean refusesBatches(Answer answer) {
    return answer instanceof Answer.Refused refused
        && deniesAccess(refused)
        && refused.message().contains("firehose:PutRecordBatch");
  }

  /// The answer in a few words for a log: codes and reasons, never content.
  static String words(Answer answer) {
    return switch (answer) {
      case Answer.Decided decided -> firstError(decided);
      case Answer.Refused refused -> "HTTP " + refused.status() + " " + refused.code();
      case Answer.NotSent notSent -> "not sent: " + notSent.why();
      case Answer.Unknown unknown -> "no usable answer: " + unknown.why();
    };
  }

  private static String firstError(Answer.Decided decided) {
    for (Answer.RecordAnswer each : decided.records()) {
      if (each instanceof Answer.NotTaken notTaken) {
        return notTaken.code();
      }
    }
    return "another number of answers than records";
  }
}
