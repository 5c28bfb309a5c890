package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Inbound;
import io.hydrant.collect.Reading;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Visit;
import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonOutput;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Limits;
import io.hydrant.store.Store;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where mobile SDKs post their batches, one a request, in a form of their own.
///
/// They throw away a batch that is answered 4xx, and say nothing: so one that is invalid is
/// answered 202, and kept apart. They repeat after 5xx under the same id, and are deduplicated.
final class NativeBatches implements PublicDoor.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(NativeBatches.class);

  private final Store store;
  private final Clock clock;

  NativeBatches(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Asked ask(Visit visit, Bytes body) {
    String input = visit.input().name();
    Reading reading = read(visit, body);
    LOG.debug("{} native {}: {}", visit.id(), input, reading);
    if (reading.batches().isEmpty()) {
      return Rejecting.asked(visit, body, String.join(" ", reading.errors()), clock.millis());
    }
    Batch batch = reading.batches().getFirst();
    return new Asked.Bringing(
        1,
        () -> List.of(visit.inlets().branches().part(batch, store)),
        Rejecting.TAKEN,
        Inbound.one(batch));
  }

  private Reading read(Visit visit, Bytes body) {
    Limits limits = visit.input().limits();
    Origin origin = new Origin(visit.input().name(), Channel.NATIVE, null, false, clock.millis());
    try {
      JsonIndex json = JsonIndex.of(body.array(), body.offset(), body.length());
      if (json.is(0, Kind.OBJECT)) {
        JsonOutput said = NativeBatch.translate(json, 0);
        return BatchReader.one(said.array(), said.length(), origin, limits);
      }
    } catch (InvalidJsonException e) {
      // Said by the reader, as at every door.
    }
    return BatchReader.one(body.array(), body.length(), origin, limits);
  }

  @Override
  public Resource.Spoilage spoilage() {
    return (visit, beginning, why) -> Rejecting.asked(visit, beginning, why, clock.millis());
  }
}
