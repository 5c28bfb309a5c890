package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.http.RawClient.Answered;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that is drained takes nothing more, and gives out what it has.
class DrainTest {
  @Test
  void itTakesNothingMore_saysWhatIsLeft_andEndsWhenNothingIs(@TempDir Path data)
      throws IOException {
    Prompt prompt = new Prompt();
    try (ServiceFixture fixture = new ServiceFixture(data)) {
      assertThat(fixture.run(prompt, "connections", "pause", "out")).isZero();
      assertThat(fixture.post(BATCH).status()).isEqualTo(202);
      assertThat(fixture.run(prompt, "drain")).isEqualTo(1);
      assertThat(prompt.err()).contains("1 events cannot be sent now").contains(": out (");
      Answered refused = fixture.post(BATCH);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isEqualTo("30");
      assertThat(refused.body()).contains("being drained");
      assertThat(fixture.look("/readyz").body()).contains("not ready", "being drained");
      assertThat(fixture.look("/metrics").body()).contains("hydrant_ready 0.0");

      assertThat(fixture.run(prompt, "connections", "resume", "out")).isZero();
      assertThat(fixture.run(prompt, "drain")).as(prompt.said()).isZero();
      assertThat(prompt.out()).contains("Nothing waits.");
      assertThat(fixture.awaitLedger("\"delivered\":1")).contains("\"pending\":0");
      assertThat(fixture.records()).hasSize(1);

      assertThat(fixture.run(prompt, "drain", "--cancel")).isZero();
      assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    }
  }

  @Test
  void whatWaitsForItsWindow_isWaitedForNoLongerThanIsSaid(@TempDir Path data) throws IOException {
    Prompt prompt = new Prompt();
    try (ServiceFixture fixture = new ServiceFixture(data)) {
      fixture.restart("batchInterval: 1h");
      assertThat(fixture.post(BATCH).status()).isEqualTo(202);
      assertThat(fixture.run(prompt, "drain", "--timeout", "1ms")).isEqualTo(1);
      assertThat(prompt.out()).contains("waiting: 1 events");
      assertThat(prompt.err()).contains("the time is up: 1 events wait, on disk");
      fixture.restart("batchInterval: 1h");
      assertThat(fixture.post(BATCH).status()).as("after a restart").isEqualTo(202);
    }
  }
}
