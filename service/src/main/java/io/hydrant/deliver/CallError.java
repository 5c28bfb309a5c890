package io.hydrant.deliver;

import io.hydrant.firehose.Answer;

/// What an answer says of one record that was not taken, in a few words: codes and reasons, never
/// what the service wrote about the content.
final class CallError {
  private CallError() {}

  /// @param place of the record in the call
  static String of(Answer answer, int place) {
    if (answer instanceof Answer.Decided decided
        && place < decided.records().size()
        && decided.records().get(place) instanceof Answer.NotTaken notTaken) {
      return notTaken.code().isEmpty() ? "no answer for this record" : notTaken.code();
    }
    return Verdicts.words(answer);
  }
}
