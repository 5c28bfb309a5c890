package io.hydrant.firehose;

import io.hydrant.model.Bytes;
import io.hydrant.settings.AssumedRole;
import io.hydrant.settings.Credentials;
import io.hydrant.settings.Delivery;
import io.hydrant.settings.Secret;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Calls, deliveries and the answers to them, for the tests of this package.
final class Asked {
  static final String ACCESS_KEY = "AKIDEXAMPLE";
  static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String REGION = "eu-central-1";

  private Asked() {}

  static Credentials.AccessKeys keys(@Nullable String token) {
    return new Credentials.AccessKeys(
        Secret.of(ACCESS_KEY), Secret.of(SECRET_KEY), token == null ? null : Secret.of(token));
  }

  static Delivery delivery(URI endpoint) {
    return delivery(endpoint, keys(null), null);
  }

  static Delivery delivery(URI endpoint, Credentials credentials, @Nullable AssumedRole role) {
    return new Delivery("stream", REGION, endpoint, credentials, role, null);
  }

  static Call batch(String stream, Bytes... records) {
    return new Call(Call.Operation.PUT_RECORD_BATCH, stream, List.of(records));
  }

  static Call batch(int records) {
    Bytes[] data = new Bytes[records];
    for (int i = 0; i < records; i++) {
      data[i] = Bytes.utf8("{\"n\":" + i + "}\n");
    }
    return batch("stream", data);
  }

  static Call single(Bytes record) {
    return new Call(Call.Operation.PUT_RECORD, "stream", List.of(record));
  }

  /// Puts a call and waits for its answer, and a little for a second one.
  static Answer put(Firehose firehose, Call call) throws InterruptedException {
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(10);
    firehose.put(call, answers::add);
    Answer answer = answers.poll(60, TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    if (!answers.isEmpty()) {
      throw new AssertionError("answered twice: " + answer + ", " + answers);
    }
    return answer;
  }
}
