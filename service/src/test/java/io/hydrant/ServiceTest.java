package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.emulator.Moment;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.emulator.StreamTotals;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole service, from a request to a record and back to the ledger.
class ServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ENDING_MAX = Duration.ofSeconds(15);

  @TempDir private Path data;
  private ServiceFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ServiceFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void batchBecomesARecord_andTheLedgerSaysSo() throws Exception {
    assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    StoredRecord taken = fixture.emulator.awaitRecords("s", 1, PATIENCE).getFirst();
    assertThat(text(taken)).contains("\"event_type\":\"custom_event\"", "\"mpid\":1");
    assertThat(fixture.awaitLedger("\"delivered\":1"))
        .isEqualTo(
            "{\"connections\":[{\"name\":\"out\",\"accepted\":1,\"duplicates\":0,\"filtered\":{},"
                + "\"waiting\":{\"pending\":0,\"sessions\":0},\"delivered\":1,\"dead\":0,"
                + "\"discarded\":0}],\"balanced\":true}");
  }

  @Test
  void whatIsFilteredAndWhatWaitsIsInTheLedger() throws IOException {
    fixture.restart("batchInterval: 1h, sendCustomEvents: false");
    String two = BATCH.replace("[", "[{\"event_type\":\"screen_view\",\"data\":{}},");
    assertThat(fixture.post(two).status()).isEqualTo(202);
    assertThat(fixture.look("/api/ledger").body())
        .contains(
            "\"accepted\":2",
            "\"filtered\":{\"sendCustomEvents\":1}",
            "\"pending\":1",
            "\"balanced\":true");
  }

  @Test
  void whatWaitsSurvivesARestart_andLeavesUnderTheSameIds() throws Exception {
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    fixture.restart("sendAsBatch: false");
    fixture.emulator.clearFaults();
    List<StoredRecord> records = fixture.emulator.awaitRecords("s", 1, PATIENCE);
    assertThat(records).hasSize(1);
    assertThat(fixture.awaitLedger("\"delivered\":1")).contains("\"balanced\":true");
  }

  @Test
  void packed_whatIsBilledIsAtMostOneTwentiethMoreThanWhatIsSent() throws Exception {
    fixture.restart("sendAsBatch: false, packing: { enabled: true, targetBytes: 20480 }");
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    for (int i = 0; i < 100; i++) {
      assertThat(fixture.post(oneKilobyteEvents(10)).status()).isEqualTo(202);
    }
    fixture.emulator.clearFaults();
    assertThat(fixture.awaitLedger("\"delivered\":1000")).contains("\"balanced\":true");
    StreamTotals totals = fixture.emulator.totals("s");
    assertThat(totals.bytes() / 1_000).as("bytes an event").isBetween(950L, 1_050L);
    assertThat(totals.billedUnits() * 5_120.0 / totals.bytes()).isLessThanOrEqualTo(1.05);
    assertThat(fixture.look("/metrics").body())
        .contains(
            "hydrant_taken_bytes_total{connection=\"out\"} " + (double) totals.bytes(),
            "hydrant_billed_bytes_total{connection=\"out\"} "
                + (double) (totals.billedUnits() * 5_120));
  }

  private static String oneKilobyteEvents(int count) {
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + "x".repeat(240) + "\"}}";
    return "{\"events\":["
        + String.join(",", Collections.nCopies(count, event))
        + "],\"mpid\":1,\"user_attributes\":{\"a\":\""
        + "y".repeat(220)
        + "\"}}";
  }

  @Test
  void endsInTime_whileACallHasNoAnswer_andItsFateIsUnknownNotLost() throws Exception {
    fixture.emulator.script(Fault.always(Misfortune.hang(Moment.AFTER_STORING)));
    assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    String first = text(fixture.emulator.awaitRecords("s", 1, PATIENCE).getFirst());
    long begun = Clock.system().nanos();
    fixture.stop();
    assertThat(Duration.ofNanos(Clock.system().nanos() - begun)).isLessThan(ENDING_MAX);
    fixture.emulator.clearFaults();
    fixture.restart("sendAsBatch: false");
    String again = text(fixture.emulator.awaitRecords("s", 2, PATIENCE).get(1));
    assertThat(again).isEqualTo(first);
  }

  private static String text(StoredRecord taken) {
    return new String(taken.data(), StandardCharsets.UTF_8);
  }

  @Test
  void secondServiceOnTheSameDataIsToldWhoHasIt() {
    assertThatThrownBy(() -> fixture.start("sendAsBatch: false"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
  }

  @Test
  void portThatIsTakenIsNamed_andNothingIsLeftRunning(@TempDir Path other) throws IOException {
    ServiceFixture second = new ServiceFixture(other);
    try (second) {
      second.stop();
      int taken = fixture.collectorPort();
      assertThatThrownBy(() ->
              Service.start(
                  second.configuration("sendAsBatch: false", taken),
                  Clock.system(),
                  Chance.of(new SplittableRandom(3)),
                  () -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("collector: cannot listen on 127.0.0.1:" + taken);
      second.restart("sendAsBatch: false");
      assertThat(second.post(BATCH).status()).isEqualTo(202);
    }
  }

  @Test
  void bothDoorsSayWhetherTheServiceIsWell() throws IOException {
    for (String path : List.of("/healthz", "/readyz")) {
      Answered answered = fixture.look(path);
      assertThat(answered.status()).isEqualTo(200);
      assertThat(answered.body()).contains("\"version\":\"" + Version.text() + "\"");
    }
    assertThat(Version.text()).matches("\\d+\\.\\d+.*");
  }
}
