package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.http.Reply;
import java.io.IOException;

/// What is answered by looking into the store, which may block: on a virtual thread of its own.
final class Looking {
  private static final int RETRY_SECONDS = 5;

  private Looking() {}

  /// Makes an answer.
  @FunctionalInterface
  interface Look {
    Reply reply() throws IOException;
  }

  static Asked asked(Look look) {
    return new Asked.Ordering(
        then -> Thread.ofVirtual().name("look").start(() -> then.accept(reply(look))));
  }

  private static Reply reply(Look look) {
    try {
      return look.reply();
    } catch (IOException _) {
      return Reply.error(503, "The store cannot be read now: ask again.")
          .with("Retry-After", Integer.toString(RETRY_SECONDS));
    }
  }
}
