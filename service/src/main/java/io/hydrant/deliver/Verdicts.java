package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import java.util.Collections;
import java.util.List;

/// What an answer means for each record of its call: the one place where that is decided.
final class Verdicts {
  private Verdicts() {}

  /// One verdict a record, in the call's order. A record is taken only when the answer says so of it, and
  /// an answer counts only when it speaks of as many records as were sent; otherwise nobody knows, and
  /// what nobody knows is sent again.
  static List<Verdict> of(Answer answer, int records) {
    return switch (answer) {
      case Answer.Decided(List<Answer.RecordAnswer> each) when each.size() == records ->
          each.stream().map(Verdicts::of).toList();
      case Answer.Decided _ -> Collections.nCopies(records, Verdict.AGAIN);
      case Answer.Refused _ -> Collections.nCopies(records, Verdict.AGAIN);
      case Answer.Unknown _ -> Collections.nCopies(records, Verdict.AGAIN);
    };
  }

  private static Verdict of(Answer.RecordAnswer answer) {
    return switch (answer) {
      case Answer.Taken _ -> Verdict.TAKEN;
      case Answer.NotTaken _ -> Verdict.AGAIN;
    };
  }

  /// Whether the caller may not use PutRecordBatch, while PutRecord may be allowed: least-privilege
  /// policies that grant only that exist.
  static boolean refusesBatches(Answer answer) {
    return answer instanceof Answer.Refused refused
        && "AccessDeniedException".equals(refused.code())
        && refused.message().contains("firehose:PutRecordBatch");
  }
}
