package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.live.About;
import io.hydrant.live.Feed;
import io.hydrant.live.Passed;
import io.hydrant.live.Passed.Fate;
import io.hydrant.live.Passed.Source;
import io.hydrant.live.Stage;
import io.hydrant.model.Bytes;
import java.util.List;
import java.util.Map;

/// Shows what became of messages to those who watch. What nobody is shown is not looked at.
///
/// @param feed where it is shown
/// @param connection whose messages they are, for people
record Outbound(Feed feed, String connection) {

  /// A call was answered, and its messages know what that means for them.
  void answered(List<Outgoing> messages, Answer answer) {
    if (!feed.isWatched()) {
      return;
    }
    for (int i = 0; i < messages.size(); i++) {
      Outgoing message = messages.get(i);
      Outgoing.Death death = message.death();
      if (message.isTaken()) {
        tell(Stage.SENT, message, "", record(answer, i));
      } else if (death != null) {
        tell(Stage.DEAD, message, death.cause().word() + ": " + death.error(), "");
      } else {
        tell(Stage.AGAIN, message, CallError.of(answer, i), "");
      }
    }
  }

  private static String record(Answer answer, int place) {
    return answer instanceof Answer.Decided decided
            && decided.records().get(place) instanceof Answer.Taken taken
        ? taken.recordId()
        : "";
  }

  private void tell(Stage stage, Outgoing message, String detail, String record) {
    List<Long> sequences = message.parcel().sequences();
    if (!feed.wants(stage, connection, sequences)) {
      return;
    }
    Bytes document = message.message().document();
    String input = String.join(", ", message.parcel().inputs());
    String id = message.message().id().toString();
    feed.tell(
        Passed.of(
                stage,
                connection,
                new Source("", input, sequences),
                about(document),
                message.message().count(),
                new Fate(detail, Map.of(), id, record, message.tries().attempts()))
            .with(document));
  }

  private About about(Bytes document) {
    try {
      JsonIndex json = JsonIndex.of(document.array(), document.offset(), document.length());
      return feed.about(json, 0);
    } catch (InvalidJsonException _) {
      // It is sent as it is: who watches it sees that.
      return About.NOBODY;
    }
  }
}
