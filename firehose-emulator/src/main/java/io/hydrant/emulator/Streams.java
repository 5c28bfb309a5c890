package io.hydrant.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The delivery streams of one account and region, and the logs of what they took.
final class Streams {
  private static final String SUFFIX = ".jsonl";

  private final Map<String, DeliveryStream> streams = new ConcurrentSkipListMap<>();
  private final Map<String, DeliveryStream.Birth> comingBack = new ConcurrentHashMap<>();
  private final Map<String, StreamLog> logs = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final DeliveryStream.Lifecycle lifecycle;
  private final Room room;
  private final boolean countsOnly;
  private final @Nullable Path directory;
  private volatile Quotas quotas;

  Streams(EmulatorOptions options) {
    this.clock = options.clock();
    this.lifecycle = options.lifecycle();
    this.room = new Room(options.storedBytesMax());
    this.countsOnly = options.countsOnly();
    this.quotas = options.quotas();
    this.directory = options.directory();
    if (directory != null) {
      restore(directory);
    }
  }

  private void restore(Path from) {
    try {
      Files.createDirectories(from);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*" + SUFFIX)) {
        for (Path file : files) {
          String fileName = String.valueOf(file.getFileName());
          log(fileName.substring(0, fileName.length() - SUFFIX.length()));
        }
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("can not read " + from, e);
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  Room room() {
    return room;
  }

  /// The stream of that name, null when there is none or nothing is left of it.
  @Nullable DeliveryStream find(String name) {
    bringBack(name);
    DeliveryStream stream = streams.get(name);
    if (stream != null && stream.gone(clock.instant())) {
      streams.remove(name, stream);
      return null;
    }
    return stream;
  }

  private void bringBack(String name) {
    DeliveryStream.Birth birth = comingBack.get(name);
    if (birth != null
        && !clock.instant().isBefore(birth.time().plus(lifecycle.creating()))
        && comingBack.remove(name, birth)) {
      StreamLog log = log(name);
      if (streams.putIfAbsent(name, stream(birth, log)) == null) {
        log.created(birth);
      }
    }
  }

  /// Creates a stream.
  ///
  /// @param creating false for one that is ACTIVE at once, whatever the lifecycle says
  /// @return whether the name was free
  boolean create(String name, StreamType type, boolean creating) {
    if (!Violations.isStreamName(name)) {
      throw new IllegalArgumentException("not a name for a delivery stream: " + name);
    }
    Instant now = clock.instant();
    Instant born = creating ? now : now.minus(lifecycle.creating());
    DeliveryStream.Birth birth = new DeliveryStream.Birth(name, type, born);
    StreamLog log = log(name);
    if (find(name) != null || streams.putIfAbsent(name, stream(birth, log)) != null) {
      return false;
    }
    log.created(birth);
    return true;
  }

  private DeliveryStream stream(DeliveryStream.Birth birth, StreamLog log) {
    return new DeliveryStream(birth, lifecycle, log, new Throttle(quotas, clock));
  }

  /// Begins a stream's end.
  void delete(DeliveryStream stream) {
    Instant now = clock.instant();
    if (stream.delete(now)) {
      stream.log().deleted(now);
    }
  }

  /// Deletes a stream with nothing left of it at once; none of that name is left as it is.
  ///
  /// @param recreatedAfter when another of its name and type is ACTIVE, null for never
  void vanish(String name, @Nullable Duration recreatedAfter) {
    DeliveryStream stream = find(name);
    if (stream == null || !streams.remove(name, stream)) {
      return;
    }
    Instant now = clock.instant();
    stream.log().deleted(now);
    if (recreatedAfter != null) {
      Instant back = now.plus(recreatedAfter).minus(lifecycle.creating());
      comingBack.put(name, new DeliveryStream.Birth(name, stream.type(), back));
    }
  }

  /// The log of that name, which may be older than the stream.
  StreamLog log(String name) {
    return logs.computeIfAbsent(name, this::open);
  }

  private @Nullable Room kept() {
    return countsOnly ? null : room;
  }

  private StreamLog open(String name) {
    long newSeed = ThreadLocalRandom.current().nextLong();
    if (directory == null) {
      return new StreamLog(new RecordIds(newSeed), kept(), null);
    }
    LogFile file = LogFile.open(directory.resolve(name + SUFFIX));
    Replay replay = new Replay(name, room);
    try {
      file.replay(replay);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    RecordIds ids = replay.ids();
    if (ids == null) {
      ids = new RecordIds(newSeed);
      file.started(name, newSeed);
    }
    StreamLog log = new StreamLog(ids, kept(), file);
    log.restore(replay.records());
    DeliveryStream.Birth birth = replay.birth();
    if (birth != null) {
      DeliveryStream stream = stream(birth, log);
      Instant deleted = replay.deleted();
      if (deleted != null) {
        stream.delete(deleted);
      }
      streams.put(name, stream);
    }
    return log;
  }

  /// Closes the logs' files.
  void close() {
    logs.values().forEach(StreamLog::close);
  }

  /// The log of that name, null when there never was such a stream.
  @Nullable StreamLog existingLog(String name) {
    return logs.get(name);
  }

  /// All logs by name, in alphabetical order.
  Map<String, StreamLog> logs() {
    return new TreeMap<>(logs);
  }

  /// The names of the streams there are, in alphabetical order.
  List<String> names() {
    comingBack.keySet().forEach(this::bringBack);
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
