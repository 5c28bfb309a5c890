package io.hydrant.console;

import io.hydrant.http.Reply;
import io.hydrant.json.JsonIndex;
import io.hydrant.store.Rejection;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What SDKs sent through an input and is invalid, with what is wrong with it, and how it begins
/// where that is asked for in so many words. Reads the store, so it may block.
record RejectedPage(Store store) {
  static final String PATH = "/api/rejected";
  private static final Set<String> ASKED = Set.of("input", "limit");
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;

  Reply answer(@Nullable String query) {
    return DeadPages.answered(() -> list(Query.ofQuery(query, ASKED), false));
  }

  /// The same, with how each begins.
  Reply reveal(JsonIndex order) {
    return DeadPages.answered(() -> list(Query.ofBody(order, ASKED), true));
  }

  private Reply list(Query query, boolean isRevealed) throws IOException, Query.Wrong {
    String input = query.text("input");
    if (input == null) {
      throw new Query.Wrong("input: a name is needed.");
    }
    List<Rejection> last = store.rejects().last(input, query.number("limit", LIMIT, LIMIT_MAX));
    return Reply.object(
        200,
        json -> {
          json.writeArrayPropertyStart("rejected");
          for (Rejection each : last) {
            json.writeStartObject();
            json.writeStringProperty("receivedAt", Instant.ofEpochMilli(each.millis()).toString());
            json.writeStringProperty("why", each.why());
            json.writeNumberProperty("bytes", each.bytes());
            if (isRevealed) {
              json.writeStringProperty("beginning", each.beginning().text());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
