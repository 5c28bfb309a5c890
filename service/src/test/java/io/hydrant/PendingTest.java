package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.http.RawClient.Answered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connection that may hold a mebibyte, before a stream that takes nothing.
class PendingTest {
  private static final String INPUTS =
      "[{ name: a, key: key, secret: secret }, { name: b, key: other, secret: secret }]";
  private static final int POSTS_MAX = 30;
  private static final String PENDING_FULL =
      "hydrant_alert_open{connection=\"out\",type=\"PENDING_FULL\"}";

  @TempDir Path data;
  private ServiceFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ServiceFixture(data);
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void reload(String settings) throws IOException {
    String bounded =
        "{ name: out, output: o, deliveryStreamName: s, inputs: [a], sendAsBatch: false";
    fixture.reload(
        INPUTS,
        "["
            + bounded
            + settings
            + " }, { name: free, output: o, deliveryStreamName: s, inputs: [b] }]");
  }

  /// Batches that do not shrink.
  private Answered post(SplittableRandom random) throws IOException {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      attributes.append(i == 0 ? "" : ",").append("\"a").append(i).append("\":\"");
      for (int j = 0; j < 200; j++) {
        attributes.append(String.format("%016x", random.nextLong()));
      }
      attributes.append('"');
    }
    return fixture.post(
        "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"custom_attributes\":{"
            + attributes
            + "}}}],\"mpid\":1}");
  }

  @Test
  void full_itsInputsAreRefused_andReadinessNamesIt_untilThereIsRoom() throws IOException {
    reload(", maxPendingBytes: 1MiB");
    SplittableRandom random = new SplittableRandom(5);
    Answered answered = post(random);
    int kept = 0;
    while (answered.status() == 202 && kept++ < POSTS_MAX) {
      answered = post(random);
    }
    assertThat(answered.status()).isEqualTo(503);
    assertThat(answered.body())
        .contains("connection out holds as much as its maxPendingBytes says");
    assertThat(answered.header("retry-after")).isEqualTo("30");
    assertThat(fixture.look("/readyz").body())
        .contains("connection out holds its maxPendingBytes: requests of a get 503");

    assertThat(fixture.await("/metrics", PENDING_FULL + " 1")).contains(PENDING_FULL + " 1");
    assertThat(fixture.look("/api/alerts").body())
        .contains("\"type\":\"PENDING_FULL\",\"sample\":\"requests of a get 503\"");

    fixture.emulator.clearFaults();
    fixture.awaitLedger("\"pending\":0");
    assertThat(fixture.await("/metrics", PENDING_FULL + " 0")).contains(PENDING_FULL + " 0");
    assertThat(fixture.awaitLedger("\"delivered\":" + kept)).contains("\"balanced\":true");
    assertThat(post(random).status()).isEqualTo(202);
    assertThat(fixture.look("/readyz").body()).doesNotContain("maxPendingBytes");
  }

  @Test
  void full_itDiscardsWhatComesIn_andCountsIt_whenItIsToldTo() throws IOException {
    reload(", maxPendingBytes: 1MiB, whenFull: discard");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < POSTS_MAX; i++) {
      assertThat(post(random).status()).isEqualTo(202);
    }
    String ledger = fixture.awaitLedger("\"accepted\":" + POSTS_MAX);
    assertThat(ledger)
        .contains("\"balanced\":true")
        .doesNotContain("\"discarded\":0,\"name\":\"out");
    assertThat(fixture.look("/readyz").body())
        .contains("connection out holds its maxPendingBytes: what comes in for it is discarded");
  }
}
