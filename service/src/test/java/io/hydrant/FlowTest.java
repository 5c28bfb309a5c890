package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// *Flow*, and the history under it, over a service that delivers.
class FlowTest {
  private static final String HISTORY = "/api/history?connection=out&resolution=minute";

  private final MovableClock clock = new MovableClock();
  @TempDir Path data;
  private ServiceFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new ServiceFixture(data, clock);
    fixture.restart("sendAsBatch: false, sendScreenViews: false, sendBatchesWithoutEvents: false");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void showsTheLedger_andItsHistory() throws Exception {
    assertThat(fixture.look("/").body())
        .contains(
            "aria-label=\"Connection out\"", "no setting drops anything", "There is none yet");
    clock.advance(Duration.ofMinutes(1));
    fixture.await(HISTORY, "\"accepted\":[0");
    assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    String filtered = BATCH.replace("custom_event", "screen_view");
    assertThat(fixture.post(filtered).status()).isEqualTo(202);
    fixture.awaitLedger("\"delivered\":2");
    clock.advance(Duration.ofMinutes(1));
    String history = fixture.await(HISTORY, "\"delivered\":[0,2");
    assertThat(history)
        .startsWith("{\"connection\":\"out\",\"resolution\":\"minute\",\"millis\":[")
        .contains("\"filtered\":[0,1", "\"died\":[0,0", "\"waiting\":[0,0");

    String page = fixture.look("/").body();
    assertThat(page).contains("<code>sendScreenViews</code> 1", "every event accounted for");
    assertThat(page.split("<td><time ", -1)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void history_saysWhatIsMissing() throws Exception {
    for (String query : new String[] {"", "?resolution=hour", "?connection=out&resolution=week"}) {
      Answered answered = fixture.look("/api/history" + query);
      assertThat(answered.status()).isEqualTo(400);
      assertThat(answered.body()).contains("minute, hour or day");
    }
    assertThat(fixture.look("/api/history?connection=other").status()).isEqualTo(404);
    assertThat(fixture.look("/api/history?conection=out").status()).isEqualTo(400);
  }

  /// What a browser is told about every page, and about those that are not there.
  @Test
  void pagesLetNothingForeignRun_andAreNotKept() throws Exception {
    for (String path : new String[] {"/", "/nothing"}) {
      Answered answered = fixture.look(path);
      assertThat(answered.header("content-security-policy"))
          .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answered.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answered.header("cache-control")).isEqualTo("no-store");
      assertThat(answered.body()).doesNotContain("style=\"", "onclick", "<script>");
    }
  }
}
