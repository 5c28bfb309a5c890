package io.hydrant.simulator;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Reading;
import io.hydrant.encode.Encoder;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.settings.ContentText;
import io.hydrant.settings.Limits;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection in a test: enrolled in a store, and the real way of a batch to it.
public final class Way {
  /// Nothing is cut and nothing refused for its size.
  public static final Limits NO_LIMITS =
      new Limits(
          new Limits.Requests(64 << 20, 64 << 20, 1_000),
          new Limits.Attributes(10_000, 1 << 20),
          new Limits.UserAttributes(10_000, 1 << 20, 10_000, 1 << 20),
          1 << 20);

  private final Store store;
  private final Content content;
  private final Enrolled enrolled;
  private final int recordBytesMax;

  private Way(Store store, Content content, Enrolled enrolled, int recordBytesMax) {
    this.store = store;
    this.content = content;
    this.enrolled = enrolled;
    this.recordBytesMax = recordBytesMax;
  }

  /// Enrolls a connection; steps the store for it.
  public static Way of(Store store, String name, Content content) {
    return of(store, name, content, FirehoseLimits.RECORD_BYTES_MAX);
  }

  /// Enrolls a connection whose records are shorter than Firehose allows.
  public static Way of(Store store, String name, Content content, int recordBytesMax) {
    List<@Nullable Enrolled> enrolled = new ArrayList<>();
    store.enroll(name, ContentText.write(content), enrolled::add);
    store.step();
    Enrolled first = enrolled.isEmpty() ? null : enrolled.getFirst();
    if (first == null) {
      throw new IllegalStateException(name + " was not enrolled");
    }
    return new Way(store, content, first, recordBytesMax);
  }

  /// The connection's number.
  public int connection() {
    return enrolled.connection();
  }

  public Content content() {
    return content;
  }

  public Encoder encoder() {
    return new Encoder(store.id(), connection(), recordBytesMax);
  }

  /// What a batch is for this connection.
  public Arrival arrival(Batch batch) {
    Grouper grouper = new Grouper(store.hash(), recordBytesMax);
    Route route = new Route(connection(), enrolled.revision(), content);
    return grouper.group(batch, Selector.select(batch, content), route);
  }

  /// The settings of a revision, as the store keeps them.
  public static Content content(Store store, int revision) {
    io.hydrant.model.Bytes text = store.content(revision);
    if (text == null) {
      throw new IllegalStateException("no revision " + revision);
    }
    return ContentText.read(text);
  }

  /// Reads a body as the door would.
  public static Batch batch(String body, long receivedMillis) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Origin origin = new Origin("app", Channel.SERVER_TO_SERVER, null, false, receivedMillis);
    Reading reading = BatchReader.one(bytes, bytes.length, origin, NO_LIMITS);
    if (reading.batches().size() != 1) {
      throw new IllegalArgumentException("not a batch: " + reading.errors());
    }
    return reading.batches().getFirst();
  }
}
