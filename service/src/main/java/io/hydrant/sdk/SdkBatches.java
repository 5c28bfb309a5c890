package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Inbound;
import io.hydrant.collect.Reading;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Supplement;
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
import io.hydrant.store.Store;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where SDKs post their batches, one a request.
///
/// The browser's repeats a batch that is answered 400 for ever, and no later one gets past it;
/// after any other 4xx it throws away that batch and all that wait behind it. Mobile ones throw
/// away a batch that is answered 4xx, and say nothing. So one that is invalid is answered 202, and
/// kept apart. They repeat after 5xx, the browser's also after 429, the same bytes or under the
/// same id, and are deduplicated.
final class SdkBatches implements PublicDoor.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(SdkBatches.class);
  private static final String USER_AGENT = "User-Agent";

  private final Channel channel;
  private final Form form;
  private final Store store;
  private final Clock clock;

  /// How an SDK writes a batch.
  private interface Form {
    Reading read(Bytes body, Origin origin, Visit visit);
  }

  private SdkBatches(Channel channel, Form form, Store store, Clock clock) {
    this.channel = channel;
    this.form = form;
    this.store = store;
    this.clock = clock;
  }

  /// Of the browser SDK.
  static SdkBatches web(Store store, Clock clock) {
    return new SdkBatches(Channel.JAVASCRIPT, SdkBatches::readWeb, store, clock);
  }

  /// Of mobile SDKs, in a form of their own.
  static SdkBatches mobile(Store store, Clock clock) {
    return new SdkBatches(Channel.NATIVE, SdkBatches::readNative, store, clock);
  }

  @Override
  public Asked ask(Visit visit, Bytes body) {
    String input = visit.input().name();
    Origin origin = new Origin(input, channel, null, false, clock.millis());
    Reading reading = form.read(body, origin, visit);
    LOG.debug("{} {} {}: {}", visit.id(), channel.text(), input, reading);
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

  /// The browser itself says in a header what it is.
  private static Reading readWeb(Bytes body, Origin origin, Visit visit) {
    Reading reading = batch(body, origin, visit);
    String userAgent = visit.request().header(USER_AGENT);
    if (userAgent == null || reading.batches().isEmpty()) {
      return reading;
    }
    Batch batch = Supplement.userAgent(reading.batches().getFirst(), userAgent);
    return new Reading(List.of(batch), reading.errors());
  }

  private static Reading readNative(Bytes body, Origin origin, Visit visit) {
    try {
      JsonIndex json = JsonIndex.of(body.array(), body.offset(), body.length());
      if (json.is(0, Kind.OBJECT)) {
        JsonOutput said = NativeBatch.translate(json, 0);
        return batch(Bytes.of(said.array(), 0, said.length()), origin, visit);
      }
    } catch (InvalidJsonException e) {
      // Said by the reader, as at every door.
    }
    return batch(body, origin, visit);
  }

  private static Reading batch(Bytes body, Origin origin, Visit visit) {
    return BatchReader.one(body.array(), body.length(), origin, visit.input().limits());
  }

  @Override
  public Resource.Spoilage spoilage() {
    return (visit, beginning, why) -> Rejecting.asked(visit, beginning, why, clock.millis());
  }
}
