package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console's door and the metrics, over a service that did something.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
  private ServiceFixture fixture;

  @BeforeAll
  void open(@TempDir Path data) throws Exception {
    fixture = new ServiceFixture(data);
    fixture.restart("sendAsBatch: false, sendScreenViews: false, sendBatchesWithoutEvents: false");
    String filtered = BATCH.replace("custom_event", "screen_view");
    assertThat(fixture.post(filtered).status()).isEqualTo(202);
    String twin = BATCH.replace("\"mpid\"", "\"source_request_id\":\"r\",\"mpid\"");
    assertThat(fixture.post(twin).status()).isEqualTo(202);
    assertThat(fixture.post(twin).status()).isEqualTo(202);
    assertThat(fixture.post("[]").status()).isEqualTo(400);
    fixture.emulator.awaitRecords("s", 1, Duration.ofSeconds(60));
    assertThat(fixture.awaitLedger("\"delivered\":1")).contains("\"balanced\":true");
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, 127.0.0.1:8090, 200",
    "GET /nothing, 127.0.0.1:8090, 404",
    "GET /, hydrant.example, 403",
    "GET /assets/hydrant.css, hydrant.example, 403",
    "GET /api/nothing, localhost, 404",
    "POST /api/ledger, [::1]:8090, 405",
    "POST /metrics, localhost:1, 405",
    "GET /api/ledger, localhost, 200",
    "GET /api/ledger?x=y, 127.8.9.10:80, 200",
    "GET /api/ledger, hydrant.example, 403",
    "GET /metrics, localhost.example, 403",
    "GET /healthz, 127.0.0.1.example, 403",
    "GET /metrics, 128.0.0.1, 403",
  })
  void answersOnlyThoseWhoMeanThisMachine(String start, String host, int status)
      throws IOException {
    assertThat(fixture.look(start, host).status()).isEqualTo(status);
  }

  @Test
  void ledgerIsJson() throws IOException {
    Answered answered = fixture.look("/api/ledger");
    assertThat(answered.header("content-type")).isEqualTo("application/json");
    assertThat(answered.body()).contains("\"duplicates\":1", "\"delivered\":1");
  }

  @Test
  void auditCountsWhatLiesThere_besideTheLedger() throws IOException {
    assertThat(fixture.look("/api/ledger/audit").body())
        .contains("\"delivered\":1", "\"audit\":{\"agrees\":true,\"rows\":0,")
        .endsWith("\"balanced\":true,\"agrees\":true}");
  }

  @Test
  void metricsCountWhatHappened() throws IOException {
    Answered answered = fixture.look("/metrics");
    assertThat(answered.header("content-type")).startsWith("text/plain; version=0.0.4");
    assertThat(answered.body().lines())
        .contains(
            "hydrant_accepted_total{connection=\"out\"} 2.0",
            "hydrant_filtered_total{connection=\"out\",setting=\"sendScreenViews\"} 1.0",
            "hydrant_duplicates_total{connection=\"out\"} 1.0",
            "hydrant_delivered_total{connection=\"out\"} 1.0",
            "hydrant_dead{connection=\"out\"} 0.0",
            "hydrant_died_total{connection=\"out\"} 0.0",
            "hydrant_waiting{connection=\"out\",for=\"pending\"} 0.0",
            "hydrant_waiting_bytes{connection=\"out\"} 0.0",
            "hydrant_oldest_due_age_seconds{connection=\"out\"} 0.0",
            "hydrant_records_sent_total{connection=\"out\"} 1.0",
            "hydrant_records_taken_total{connection=\"out\"} 1.0",
            "hydrant_records_again_total{connection=\"out\"} 0.0",
            "hydrant_calls_total{connection=\"out\",outcome=\"taken\"} 1.0",
            "hydrant_requests_total{door=\"collector\",status=\"202\"} 3.0",
            "hydrant_requests_total{door=\"collector\",status=\"400\"} 1.0",
            "hydrant_ready 1.0",
            "hydrant_build_info{version=\"" + Version.text() + "\"} 1.0")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
  }

  /// What the page says and what is exposed are the same, help included.
  @Test
  void metricsAreThoseOfTheDocumentation() throws IOException {
    Set<String> documented =
        all(
            "\\| `(hydrant_[a-z_]+)` \\| [^|]* \\| [^|]* \\| (.*) \\|",
            Repository.text("docs/metrics.md"));
    Set<String> exposed = all("# HELP (hydrant_[a-z_]+) (.*)", fixture.look("/metrics").body());
    assertThat(exposed).isNotEmpty().isEqualTo(documented);
  }

  private static Set<String> all(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) + ": " + matcher.group(2));
    }
    return found;
  }
}
