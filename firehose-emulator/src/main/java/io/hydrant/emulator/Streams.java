package io.hydrant.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The delivery streams of one account and region, and the logs of what they took.
final class Streams {
  private final Map<String, DeliveryStream> streams = new ConcurrentSkipListMap<>();
  private final Map<String, StreamLog> logs = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final DeliveryStream.Lifecycle lifecycle;
  private final Room room;
  private volatile Quotas quotas;

  Streams(EmulatorOptions options) {
    this.clock = options.clock();
    this.lifecycle = options.lifecycle();
    this.room = new Room(options.storedBytesMax());
    this.quotas = options.quotas();
  }

  Room room() {
    return room;
  }

  /// The stream of that name, null when there is none or nothing is left of it.
  @Nullable DeliveryStream find(String name) {
    DeliveryStream stream = streams.get(name);
    if (stream != null && stream.gone(clock.instant())) {
      streams.remove(name, stream);
      return null;
    }
    return stream;
  }

  /// Creates a stream.
  ///
  /// @param creating false for one that is ACTIVE at once, whatever the lifecycle says
  /// @return whether the name was free
  boolean create(String name, StreamType type, boolean creating) {
    Instant now = clock.instant();
    Instant born = creating ? now : now.minus(lifecycle.creating());
    DeliveryStream stream =
        new DeliveryStream(
            new DeliveryStream.Birth(name, type, born),
            lifecycle,
            log(name),
            new Throttle(quotas, clock));
    return find(name) == null && streams.putIfAbsent(name, stream) == null;
  }

  /// Begins a stream's end.
  void delete(DeliveryStream stream) {
    stream.delete(clock.instant());
  }

  /// The log of that name, which may be older than the stream.
  StreamLog log(String name) {
    return logs.computeIfAbsent(
        name, key -> new StreamLog(new RecordIds(ThreadLocalRandom.current().nextLong()), room));
  }

  /// The log of that name, null when there never was such a stream.
  @Nullable StreamLog existingLog(String name) {
    return logs.get(name);
  }

  /// The names of the streams there are, in alphabetical order.
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : streams.keySet()) {
      if (find(name) != null) {
        names.add(name);
      }
    }
    return names;
  }

  /// Changes what each stream lets through from now on.
  void setQuotas(Quotas newQuotas) {
    quotas = newQuotas;
    for (DeliveryStream stream : streams.values()) {
      stream.throttle().setQuotas(newQuotas);
    }
  }
}
