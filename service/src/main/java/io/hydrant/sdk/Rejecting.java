package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.Inbound;
import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.store.Rejection;
import io.hydrant.store.Submission;
import java.util.List;

/// What becomes of something invalid at a door whose clients would repeat what is refused: it is
/// kept apart, and answered as if all were well.
final class Rejecting {
  /// That all is well. Android's SDK repeats for ever what is not answered with an object; the
  /// others do not look.
  static final Reply TAKEN = Reply.json(202, "{}");

  private Rejecting() {}

  static Asked asked(Visit visit, Bytes body, String why, long millis) {
    Rejection rejection =
        new Rejection(
            visit.input().name(),
            millis,
            why,
            body.length(),
            body,
            visit.input().senders().rejectedBytesMax());
    return new Asked.Bringing(
        1,
        () -> List.of(new Submission.Part(null, List.of(), List.of(rejection))),
        TAKEN,
        Inbound.rejected(why));
  }

  /// Of a body that was not read to its end.
  static Asked asked(Visit visit, Bytes beginning, Reply why, long millis) {
    return asked(visit, beginning, "Not read: it would be answered " + why.status() + ".", millis);
  }
}
