package io.hydrant.collect;

import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Input;
import io.hydrant.settings.Platform;
import io.hydrant.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One path of the Events API: a body becomes batches, and those become what their connections get.
///
/// Parsing and selecting run on the event loop: 256 KiB, the most a request brings, take about 2 ms
/// there, a common one of 4 KB 30 µs; handing it to another thread would cost 5 µs and a wake-up
/// each way. What waits for the disk is the committer's.
public final class Events implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final List<String> METHODS = List.of("POST");

  private final EventsPath path;
  private final Store store;
  private final Clock clock;

  private Events(EventsPath path, Store store, Clock clock) {
    this.path = path;
    this.store = store;
    this.clock = clock;
  }

  /// All paths of the Events API.
  public static Site site(Store store, Clock clock) {
    List<Events> all = new ArrayList<>();
    for (EventsPath path : EventsPath.values()) {
      all.add(new Events(path, store, clock));
    }
    return asked -> {
      for (Events events : all) {
        if (events.path.isAt(asked)) {
          return events;
        }
      }
      return null;
    };
  }

  @Override
  public List<String> methods() {
    return METHODS;
  }

  @Override
  public Asked ask(Visit visit, Bytes body) {
    String input = visit.input().name();
    Origin origin = origin(visit.input(), path.isHistorical(), clock.millis());
    Reading reading = path.read(body, origin, visit.input().limits());
    LOG.debug("{} {} {}: {}", visit.id(), path, input, reading);
    if (reading.batches().isEmpty()) {
      return new Asked.Answered(Reply.errors(400, Reply.code(400), reading.errors()));
    }
    return new Asked.Bringing(
        reading.batches().size(),
        () ->
            reading.batches().stream()
                .map(batch -> visit.inlets().branches().part(batch, store))
                .toList(),
        Reply.taken(reading.errors()),
        (inbound, by, parts, sequences) ->
            inbound.batches(by, reading.batches(), parts, sequences));
  }

  /// Where batches are from that a server sends.
  public static Origin origin(Input input, boolean isHistorical, long receivedMillis) {
    String feed = input.senders().feed();
    Channel channel = feed == null ? Channel.SERVER_TO_SERVER : Channel.PARTNER;
    return new Origin(input.name(), channel, feed, isHistorical, receivedMillis);
  }

  @Override
  public @Nullable String bars(Input input) {
    return input.senders().include(Platform.SERVER)
        ? null
        : "This input's key is none of a server: it needs server among its platforms.";
  }
}
