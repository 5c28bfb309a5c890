package io.hydrant.simulator;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Reading;
import io.hydrant.encode.Encoder;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  Way(Store store, Content content, Enrolled enrolled, int recordBytesMax) {
    this.store = store;
    this.content = content;
    this.enrolled = enrolled;
    this.recordBytesMax = recordBytesMax;
  }

  /// Enrolls a connection as the only one; steps the store for it.
  public static Way of(Store store, String name, Content content) {
    return of(store, name, content, FirehoseLimits.RECORD_BYTES_MAX);
  }

  /// Enrolls a connection, whose records are shorter than Firehose allows, as the only one.
  public static Way of(Store store, String name, Content content, int recordBytesMax) {
    Enrolled enrolled = enroll(store, Map.of(name, content)).get(name);
    if (enrolled == null) {
      throw new IllegalStateException(name + " was not enrolled");
    }
    return new Way(store, content, enrolled, recordBytesMax);
  }

  /// Enrolls connections, and no others; steps the store for it.
  static Map<String, Enrolled> enroll(Store store, Map<String, Content> contents) {
    Map<String, Bytes> texts = new LinkedHashMap<>();
    contents.forEach((name, content) -> texts.put(name, ContentText.write(content)));
    List<@Nullable Map<String, Enrolled>> answers = new ArrayList<>();
    store.enroll(texts, answers::add);
    store.step();
    Map<String, Enrolled> enrolled = answers.isEmpty() ? null : answers.getFirst();
    if (enrolled == null) {
      throw new IllegalStateException("not enrolled: " + contents.keySet());
    }
    return enrolled;
  }

  /// The connection's number.
  public int connection() {
    return enrolled.connection();
  }

  /// The revision of its content settings.
  public int revision() {
    return enrolled.revision();
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
    Bytes text = store.content(revision);
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
