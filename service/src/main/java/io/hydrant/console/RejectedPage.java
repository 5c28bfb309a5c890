package io.hydrant.console;

import io.hydrant.http.Reply;
import io.hydrant.store.Rejection;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What SDKs sent through an input and is invalid, with what is wrong with it. Reads the store, so
/// it may block.
record RejectedPage(Store store) {
  static final String PATH = "/api/rejected";
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;

  Reply answer(@Nullable String query) {
    return DeadPages.answered(() -> list(Query.ofQuery(query, Set.of("input", "limit"))));
  }

  private Reply list(Query query) throws IOException, Query.Wrong {
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
            json.writeStringProperty("beginning", each.beginning().text());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
