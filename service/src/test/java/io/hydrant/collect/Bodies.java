package io.hydrant.collect;

import io.hydrant.json.JsonIndex;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Request bodies as tests write them, read through the seam the door uses.
final class Bodies {
  static final long NOW = 1_760_000_000_000L;
  static final Limits STANDARD =
      new Limits(
          new Limits.Requests(256 << 10, 128 << 10, 100),
          new Limits.Attributes(100, 4096),
          new Limits.UserAttributes(100, 4096, 1000, 512),
          256);
  static final Limits OFF =
      new Limits(
          new Limits.Requests(256 << 10, Integer.MAX_VALUE, Integer.MAX_VALUE),
          new Limits.Attributes(Integer.MAX_VALUE, Integer.MAX_VALUE),
          new Limits.UserAttributes(
              Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
          Integer.MAX_VALUE);

  private Bodies() {}

  static Reading one(String body) {
    return one(body, STANDARD);
  }

  static Reading one(String body, Limits limits) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BatchReader.one(bytes, bytes.length, origin(false), limits);
  }

  static Reading bulk(String body) {
    return bulk(body, STANDARD);
  }

  static Reading bulk(String body, Limits limits) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BatchReader.bulk(bytes, bytes.length, origin(false), limits);
  }

  static Reading historical(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BatchReader.bulk(bytes, bytes.length, origin(true), STANDARD);
  }

  static Origin origin(boolean historical) {
    return new Origin("test", Channel.SERVER_TO_SERVER, null, historical, NOW);
  }

  /// The bytes of a batch, as text.
  static String text(Batch batch) {
    return batch.bytes(batch.node()).text();
  }

  static String event(String data) {
    return "{\"events\":[{\"event_type\":\"custom_event\",\"data\":" + data + "}]}";
  }

  static JsonIndex resource(String name) throws Exception {
    return JsonIndex.of(bytes(name));
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Bodies.class.getResourceAsStream("/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
