package io.hydrant.deliver;

import io.hydrant.firehose.Answer;

/// An answer in a few words for a log: codes and reasons, never content.
final class AnswerText {
  private AnswerText() {}

  static String of(Answer answer) {
    return switch (answer) {
      case Answer.Decided decided -> firstError(decided);
      case Answer.Refused refused -> "HTTP " + refused.status() + " " + refused.code();
      case Answer.Unknown unknown -> "no usable answer: " + unknown.why();
    };
  }

  private static String firstError(Answer.Decided decided) {
    for (Answer.RecordAnswer record : decided.records()) {
      if (record instanceof Answer.NotTaken notTaken) {
        return notTaken.code();
      }
    }
    return "another number of answers than records";
  }
}
