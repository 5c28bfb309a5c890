package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a misfortune at Firehose to what a person sees.
class AlertingTest {
  private ServiceFixture fixture;

  @BeforeEach
  void open(@TempDir Path data) throws IOException {
    fixture = new ServiceFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private String awaitAlerts(Predicate<String> isReady) throws IOException {
    String alerts = fixture.look("/api/alerts").body();
    for (int i = 0; i < 3_000 && !isReady.test(alerts); i++) {
      Clock.system().parkUntil(Clock.system().nanos() + 20_000_000);
      alerts = fixture.look("/api/alerts").body();
    }
    return alerts;
  }

  @Test
  void aRefusal_isAnAlertThatSaysWhatToDo_survivesARestart_andHoldsNothingUp() throws Exception {
    String denied = "User: arn:aws:iam::1:user/u is not authorized to perform: firehose:PutRecord";
    fixture.emulator.script(Fault.always(Misfortune.error(400, "AccessDeniedException", denied)));
    assertThat(fixture.look("/api/alerts").body()).isEqualTo("{\"alerts\":[]}");
    assertThat(fixture.post(BATCH).status()).isEqualTo(202);

    String alerts = awaitAlerts(text -> text.contains("FORBIDDEN"));
    assertThat(alerts)
        .contains(
            "\"connection\":\"out\"",
            "\"title\":\"403 - Forbidden\"",
            "\"sample\":\"HTTP 400 AccessDeniedException\"",
            "\"severity\":\"ERROR\"",
            "\"inputs\":[{\"input\":\"a\",\"count\":",
            "hydrant policy prints the policy",
            "\"runbook\":\"docs/runbook.md#forbidden\"")
        .doesNotContain("arn:aws:iam");
    assertThat(fixture.look("/metrics").body())
        .contains("hydrant_alert_open{connection=\"out\",type=\"FORBIDDEN\"} 1");

    fixture.emulator.clearFaults();
    fixture.restart("sendAsBatch: false");
    assertThat(fixture.look("/api/alerts").body()).contains("FORBIDDEN");
    fixture.emulator.awaitRecords("s", 1, Duration.ofSeconds(60));
    fixture.awaitLedger("\"delivered\":1");
    assertThat(fixture.look("/metrics").body())
        .contains("hydrant_alert_open{connection=\"out\",type=\"FORBIDDEN\"}");
  }
}
