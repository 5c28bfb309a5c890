package io.hydrant.fuzz;

import io.hydrant.collect.BatchReader;
import io.hydrant.collect.Reading;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Origin;
import io.hydrant.settings.Content;
import io.hydrant.settings.Limits;
import io.hydrant.vectors.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the fuzzer's bytes say: a line of settings, then batches with a record separator (which no
/// JSON has) between them.
record Input(Content content, List<byte[]> bodies) {
  private static final byte SEPARATOR = 0x1e;
  private static final Limits LIMITS = Example.limits();

  static Input of(byte[] bytes) {
    int line = indexOf(bytes, (byte) '\n', 0);
    List<byte[]> bodies = new ArrayList<>();
    for (int from = Math.min(line + 1, bytes.length); from <= bytes.length; ) {
      int to = indexOf(bytes, SEPARATOR, from);
      bodies.add(Arrays.copyOfRange(bytes, from, to));
      from = to + 1;
    }
    return new Input(new WrittenSettings(Arrays.copyOf(bytes, line)).content(), bodies);
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  /// Reads a body as the door does; as many when it is an array.
  static Reading read(byte[] body, long receivedMillis) {
    Origin origin = new Origin("example", Channel.SERVER_TO_SERVER, null, false, receivedMillis);
    return isArray(body)
        ? BatchReader.bulk(body, body.length, origin, LIMITS)
        : BatchReader.one(body, body.length, origin, LIMITS);
  }

  /// The batches that are valid, in order.
  List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    for (byte[] body : bodies) {
      batches.addAll(read(body, Example.NOW + batches.size()).batches());
    }
    return batches;
  }

  private static boolean isArray(byte[] body) {
    int at = 0;
    while (at < body.length && (body[at] <= ' ')) {
      at++;
    }
    return at < body.length && body[at] == '[';
  }
}
