package io.hydrant.console;

import io.hydrant.http.Reply;
import io.hydrant.platform.Clock;
import io.hydrant.store.Resolution;
import io.hydrant.store.Store;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /api/history`: what a connection's account did, minute by minute, hour by hour or day by
/// day, as far back as it is kept.
///
/// @param store where it is kept
record HistoryPage(Store store, Clock clock) {
  static final String PATH = "/api/history";
  private static final Set<String> ASKED = Set.of("connection", "resolution");

  Reply answer(@Nullable String query) {
    return DeadPages.answered(() -> answer(Query.ofQuery(query, ASKED)));
  }

  private Reply answer(Query asked) throws IOException, Query.Wrong {
    String name = asked.text("connection");
    String word = asked.text("resolution");
    Resolution resolution = word == null ? Resolution.MINUTE : Past.resolution(word);
    if (name == null || resolution == null) {
      throw new Query.Wrong("connection, and resolution: minute, hour or day are needed.");
    }
    Integer number = store.connections().get(name);
    if (number == null) {
      return Reply.error(404, "There is no connection of this name.");
    }
    long from = clock.millis() - resolution.kept().toMillis();
    return Past.of(store.chronicle(), number, resolution, from).answer(name, resolution);
  }
}
