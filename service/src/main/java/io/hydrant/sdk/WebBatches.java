package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Inbound;
import io.hydrant.collect.Reading;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Supplement;
import io.hydrant.collect.Visit;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.platform.Clock;
import io.hydrant.store.Store;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the browser SDK posts its batches, one a request.
///
/// It repeats a batch that is answered 400 for ever, and no later one gets past it; after any other
/// 4xx it throws away that batch and all that wait behind it. So one that is invalid is answered
/// 202, and kept apart. It repeats after 429 and 5xx, byte for byte, and is deduplicated.
final class WebBatches implements PublicDoor.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(WebBatches.class);
  private static final String USER_AGENT = "User-Agent";

  private final Store store;
  private final Clock clock;

  WebBatches(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Asked ask(Visit visit, Bytes body) {
    String input = visit.input().name();
    Origin origin = new Origin(input, Channel.JAVASCRIPT, null, false, clock.millis());
    Reading reading = BatchReader.one(body.array(), body.length(), origin, visit.input().limits());
    LOG.debug("{} web {}: {}", visit.id(), input, reading);
    if (reading.batches().isEmpty()) {
      return Rejecting.asked(visit, body, String.join(" ", reading.errors()), clock.millis());
    }
    String userAgent = visit.request().header(USER_AGENT);
    Batch came = reading.batches().getFirst();
    Batch batch = userAgent == null ? came : Supplement.userAgent(came, userAgent);
    return new Asked.Bringing(
        1,
        () -> List.of(visit.inlets().branches().part(batch, store)),
        Rejecting.TAKEN,
        Inbound.one(batch));
  }

  @Override
  public Resource.Spoilage spoilage() {
    return (visit, beginning, why) -> Rejecting.asked(visit, beginning, why, clock.millis());
  }
}
