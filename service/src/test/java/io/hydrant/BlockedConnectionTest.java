package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Operation;
import io.hydrant.emulator.StreamTrouble;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connection that sends nothing for a while, in a running service, and what people see of it.
class BlockedConnectionTest {
  private static final String SINGLY = "sendAsBatch: false";

  private final Prompt prompt = new Prompt();
  @TempDir Path data;
  private ServiceFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ServiceFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void post() throws IOException {
    assertThat(fixture.post(BATCH).status()).isEqualTo(202);
  }

  private void awaitRecords(int count) throws InterruptedException {
    fixture.emulator.awaitRecords("s", count, Duration.ofSeconds(60));
    assertThat(fixture.emulator.records("s", 0)).hasSize(count);
  }

  private String connections(String... order) {
    fixture.run(
        prompt, Stream.concat(Stream.of("connections"), Stream.of(order)).toArray(String[]::new));
    return prompt.said();
  }

  private String awaitConnections(Predicate<String> isReady) {
    String shown = connections();
    for (int i = 0; i < 3_000 && !isReady.test(shown); i++) {
      Clock.system().parkUntil(Clock.system().nanos() + 20_000_000);
      shown = connections();
    }
    return shown;
  }

  @Test
  void aPausedConnection_holds_alsoAfterARestart_untilItIsResumed() throws Exception {
    assertThat(connections("pause", "nobody")).contains("no connection of this name");
    assertThat(connections("pause", "out")).contains("out is paused");
    post();
    fixture.restart(SINGLY);
    post();
    assertThat(fixture.awaitLedger("\"pending\":2")).contains("\"delivered\":0");
    assertThat(connections()).contains("paused");
    assertThat(fixture.emulator.records("s", 0)).isEmpty();

    assertThat(connections("resume", "out")).contains("out tries now");
    awaitRecords(2);
    assertThat(fixture.awaitLedger("\"delivered\":2")).contains("\"balanced\":true");
    assertThat(connections()).contains("sending");
  }

  @Test
  void aStreamThatWasDeletedAndMadeAnew_getsNothing_untilAPersonResumes() throws Exception {
    post();
    awaitRecords(1);
    fixture.awaitLedger("\"delivered\":1");
    fixture.emulator.deleteStream("s");
    post();
    assertThat(awaitConnections(shown -> shown.contains("is blocked")))
        .contains("There is no delivery stream", "Nothing is lost", "connections resume out");
    assertThat(fixture.look("/readyz").body())
        .contains("\"ready\"", "connection out is blocked: There is no delivery stream");

    fixture.emulator.createStream("s");
    fixture.restart(SINGLY);
    assertThat(awaitConnections(shown -> shown.contains("is blocked"))).contains("is blocked");
    post();
    assertThat(fixture.awaitLedger("\"pending\":2")).contains("\"delivered\":1");
    assertThat(fixture.emulator.records("s", 0)).as("of the one before").hasSize(1);

    connections("resume", "out");
    awaitRecords(3);
  }

  @Test
  void aStreamMadeAnewWhileTheServiceWasDown_getsNothing_untilAPersonResumes() throws Exception {
    post();
    awaitRecords(1);
    fixture.awaitLedger("\"delivered\":1");
    fixture.stop();
    fixture.emulator.deleteStream("s");
    fixture.emulator.createStream("s");
    fixture.restart(SINGLY);
    post();
    assertThat(awaitConnections(shown -> shown.contains("is blocked")))
        .contains("another made under its name", "connections resume out");
    assertThat(fixture.look("/api/connections").body()).contains("\"cause\":\"RECREATED_STREAM\"");
    assertThat(fixture.look("/api/alerts").body()).contains("deleted and made anew");
    assertThat(fixture.emulator.records("s", 0)).as("of the one before").hasSize(1);

    connections("resume", "out");
    awaitRecords(2);
    fixture.restart(SINGLY);
    post();
    awaitRecords(3);
  }

  @Test
  void aRoleThatMayNotDescribe_sends_andNobodyIsAlarmed() throws Exception {
    AccessKey putting =
        AccessKey.LOCAL.allowing(Set.of(Operation.PUT_RECORD, Operation.PUT_RECORD_BATCH));
    fixture.emulator.allow(putting);
    fixture.restart(SINGLY);
    post();
    awaitRecords(1);
    fixture.emulator.deleteStream("s");
    fixture.emulator.createStream("s");
    fixture.restart(SINGLY);
    post();
    awaitRecords(2);
    assertThat(fixture.look("/api/alerts").body()).isEqualTo("{\"alerts\":[]}");
  }

  @Test
  void aKeyThatIsDisabled_blocks_andAResumeTriesAtOnce() throws Exception {
    fixture.emulator.setTrouble("s", StreamTrouble.KEY_DISABLED);
    post();
    assertThat(awaitConnections(shown -> shown.contains("is blocked")))
        .contains("kms:GenerateDataKey");
    assertThat(fixture.look("/api/connections").body())
        .contains("\"state\":\"blocked\"", "\"cause\":\"KMS\"", "\"since\":\"20");
    fixture.emulator.setTrouble("s", StreamTrouble.NONE);
    connections("resume", "out");
    awaitRecords(1);
  }

  @Test
  void keysThatAreReplaced_loseNothing() throws Exception {
    post();
    awaitRecords(1);
    AccessKey replaced = AccessKey.of("AKIDREPLACED", "another secret");
    fixture.emulator.allow(replaced);
    fixture.emulator.revoke(AccessKey.LOCAL.id());
    post();
    assertThat(awaitConnections(shown -> shown.contains("is blocked")))
        .contains("expired or not valid");
    fixture.reload(
        replaced,
        "[{ name: a, key: key, secret: secret }]",
        "[{ name: out, output: o, deliveryStreamName: s, sendAsBatch: false }]");
    post();
    awaitRecords(3);
  }
}
