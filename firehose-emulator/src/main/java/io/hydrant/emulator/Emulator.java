package io.hydrant.emulator;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An Amazon Data Firehose on localhost that judges a sender: it checks what the real service
/// checks, refuses in its words, and keeps everything it accepted. Nothing leaves it: there is no
/// delivery. Safe for threads.
public final class Emulator implements AutoCloseable {
  static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final EmulatorOptions options;
  private final Streams streams;
  private final Doorkeeper doorkeeper;
  private final ControlPlane control;
  private final Api api;
  private final Door door;

  private Emulator(EmulatorOptions options, Streams streams) {
    this.options = options;
    this.streams = streams;
    this.doorkeeper = new Doorkeeper(options.region(), options.clock());
    this.control = new ControlPlane(streams, options);
    this.api = new Api(options, doorkeeper, streams, control);
    options.keys().forEach(doorkeeper::allow);
    options.streams().forEach(this::createStream);
    this.door = Door.open(options.port(), new Answerer());
  }

  /// Starts one; it serves when this returns.
  ///
  /// @throws IllegalStateException when the port is taken, or the directory is damaged, in use by
  ///   another emulator, or holds more than may be kept
  public static Emulator start(EmulatorOptions options) {
    Streams streams = new Streams(options);
    try {
      return new Emulator(options, streams);
    } catch (RuntimeException e) {
      streams.close();
      throw e;
    }
  }

  /// What an SDK takes as its endpoint override.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + door.port());
  }

  /// Creates a Direct PUT stream that is ACTIVE at once; one that is there stays as it is.
  public void createStream(String name) {
    createStream(name, StreamType.DIRECT_PUT);
  }

  /// Creates a stream that is ACTIVE at once; one that is there stays as it is.
  public void createStream(String name, StreamType type) {
    streams.create(name, type, false);
  }

  /// Deletes a stream as DeleteDeliveryStream does; its log stays.
  public void deleteStream(String name) {
    streams.delete(existing(name));
  }

  /// Breaks a stream in one way, or with [StreamTrouble#NONE] repairs it.
  public void setTrouble(String stream, StreamTrouble trouble) {
    existing(stream).setTrouble(trouble);
  }

  /// Changes what every stream takes a second, from now on.
  public void setQuotas(Quotas quotas) {
    streams.setQuotas(quotas);
    control.setQuotas(quotas);
  }

  /// Accepts signatures of this key from now on, in place of one of the same id.
  public void allow(AccessKey key) {
    doorkeeper.allow(key);
  }

  /// Accepts no more signatures of this key.
  public void revoke(String accessKeyId) {
    doorkeeper.revoke(accessKeyId);
  }

  /// Adds a fault to the script; faults strike in the order they were added.
  public void script(Fault fault) {
    if (fault.misfortune() instanceof Misfortune.Expires expires && expires.renewed() != null) {
      doorkeeper.allow(expires.renewed());
    }
    api.faults().add(fault);
    if (fault.misfortune() instanceof Misfortune.Refuses) {
      door.refuse(fault.when().from(), Objects.requireNonNull(fault.when().lasting()));
    }
  }

  /// Forgets all faults still to come.
  public void clearFaults() {
    api.faults().clear();
  }

  /// Everything that streams of this name took, from an index on, in order.
  public List<StoredRecord> records(String stream, long fromIndex) {
    return log(stream).from(fromIndex, Integer.MAX_VALUE);
  }

  /// Waits, in real time, until streams of this name took so many records, and returns them all.
  ///
  /// @throws AssertionError when they did not in time
  public List<StoredRecord> awaitRecords(String stream, long count, Duration timeout)
      throws InterruptedException {
    if (!log(stream).await(count, timeout)) {
      throw new AssertionError(
          "stream %s has %d records after %s, not %d"
              .formatted(stream, log(stream).totals().records(), timeout, count));
    }
    return records(stream, 0);
  }

  /// What streams of this name took, in numbers.
  public StreamTotals totals(String stream) {
    return log(stream).totals();
  }

  /// Stops serving; senders that wait lose their connection.
  @Override
  public void close() {
    door.close();
    streams.close();
  }

  private DeliveryStream existing(String name) {
    DeliveryStream stream = streams.find(name);
    if (stream == null) {
      throw new IllegalArgumentException("no delivery stream " + name);
    }
    return stream;
  }

  private StreamLog log(String name) {
    StreamLog log = streams.existingLog(name);
    if (log == null) {
      throw new IllegalArgumentException("there never was a delivery stream " + name);
    }
    return log;
  }

  private final class Answerer implements Door.Answerer {
    private final Inspection inspection =
        new Inspection(streams, api.faults(), Emulator.this::script, options);

    @Override
    public @Nullable Misfortune head(@Nullable String target, boolean reused) {
      return api.head(target, reused);
    }

    @Override
    public Reply answer(AwsRequest request, String requestId) throws InterruptedException {
      return Inspection.concerns(request)
          ? inspection.answer(request)
          : api.answer(request, requestId);
    }

    @Override
    public String date() {
      return HTTP_DATE.format(options.clock().instant());
    }
  }
}
