package io.hydrant;

import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.platform.StandingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a stream never took, from the door to the command line and back to the stream.
class DeadLettersTest {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern MESSAGE_ID =
      Pattern.compile("message_id\\\\?\":\\\\?\"([^\"\\\\]+)");

  private final Prompt prompt = new Prompt();
  private final StandingClock clock = new StandingClock();
  @TempDir Path data;
  private ServiceFixture fixture;

  /// A stream that takes nothing, and three events that are given up.
  @BeforeEach
  void open() throws IOException {
    fixture = new ServiceFixture(data, clock);
    fixture.restart("sendAsBatch: false, retryFor: 1s");
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    for (int i = 0; i < 3; i++) {
      assertThat(fixture.post(BATCH).status()).isEqualTo(202);
    }
    assertThat(fixture.awaitLedger("\"dead\":3")).contains("\"pending\":0", "\"balanced\":true");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private int run(String... words) {
    return fixture.run(prompt, words);
  }

  private String said() {
    return prompt.out();
  }

  private String complained() {
    return prompt.err();
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> all = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  @Test
  void theyAreListed_shown_andReplayedUnderTheSameIds() throws Exception {
    assertThat(run("dead", "list", "--json")).isZero();
    assertThat(said().lines())
        .hasSize(3)
        .allSatisfy(line ->
            assertThat(line)
                .contains(
                    "\"connection\":\"out\"",
                    "\"cause\":\"retries ended\"",
                    "\"lastError\":\"HTTP 500 InternalFailure\"",
                    "\"events\":1")
                .doesNotContain("custom_event"));
    List<String> ids = all(ID, said());
    List<String> messages = new ArrayList<>();
    for (String id : ids) {
      assertThat(run("dead", "show", id)).isZero();
      assertThat(said()).contains("HTTP 500 InternalFailure").doesNotContain("custom_event");
      assertThat(run("dead", "show", id, "--reveal")).isZero();
      assertThat(said()).contains("custom_event", "HTTP 500 InternalFailure");
      messages.addAll(all(MESSAGE_ID, said()));
    }
    assertThat(messages).hasSize(3).doesNotHaveDuplicates();

    fixture.emulator.clearFaults();
    assertThat(run("dead", "replay", "--connection", "out", "--dry-run")).isZero();
    assertThat(said()).contains("3 dead letters (3 events) would be replayed.");
    assertThat(fixture.look("/api/ledger").body()).contains("\"dead\":3");
    assertThat(run("dead", "replay", "--connection", "out")).isZero();
    assertThat(said()).contains("3 dead letters (3 events) are being replayed.");

    assertThat(fixture.awaitLedger("\"delivered\":3")).contains("\"dead\":0", "\"balanced\":true");
    List<String> arrived = new ArrayList<>();
    fixture
        .emulator
        .records("s", 0)
        .forEach(record ->
            arrived.addAll(all(MESSAGE_ID, new String(record.data(), StandardCharsets.UTF_8))));
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(messages);
    assertThat(fixture.look("/metrics").body().lines())
        .contains(
            "hydrant_dead{connection=\"out\"} 0.0",
            "hydrant_died_total{connection=\"out\"} 3.0",
            "hydrant_replayed_total{connection=\"out\"} 3.0");
    assertThat(run("dead", "list")).isZero();
    assertThat(said()).contains("No dead letters.");
  }

  @Test
  void theyAreDiscardedByAPersonsWordOnly() throws Exception {
    assertThat(run("dead", "discard", "--connection", "out")).isEqualTo(2);
    assertThat(complained()).contains("say --yes");
    assertThat(run("dead", "discard", "--connection", "out", "--error", "Denied", "--yes"))
        .isZero();
    assertThat(said()).contains("No dead letter is meant.");
    assertThat(run("dead", "discard", "--connection", "out", "--until", "1h", "--yes")).isZero();
    assertThat(said()).contains("No dead letter is meant.");
    assertThat(run("dead", "discard", "--connection", "out", "--error", "internalfail", "--yes"))
        .isZero();
    assertThat(fixture.awaitLedger("\"discarded\":3")).contains("\"dead\":0", "\"balanced\":true");
    assertThat(fixture.look("/api/ledger/audit").body()).endsWith("\"agrees\":true}");
  }

  @Test
  void aReplayThatIsUnderWay_goesOnAfterARestart_andIsBegunOnce() throws Exception {
    fixture.emulator.clearFaults();
    clock.stand();
    assertThat(run("dead", "replay", "--connection", "out", "--rate", "1")).isZero();
    assertThat(run("dead", "replay", "--connection", "out", "--rate", "1")).isZero();
    assertThat(said()).contains("already being replayed");
    assertThat(run("dead", "discard", "--connection", "out", "--yes")).isEqualTo(1);
    assertThat(complained()).contains("are being replayed or discarded");
    assertThat(run("dead", "list")).isZero();
    assertThat(said()).contains("At work: replay of out");
    fixture.restart("sendAsBatch: false, retryFor: 1s");
    assertThat(run("dead", "list")).isZero();
    assertThat(said()).contains("At work: replay of out");
    clock.go();
    assertThat(fixture.awaitLedger("\"delivered\":3")).contains("\"dead\":0", "\"balanced\":true");
    fixture.emulator.awaitRecords("s", 3, Duration.ofSeconds(60));
    assertThat(fixture.emulator.records("s", 0)).hasSize(3);
  }

  @Test
  void whatCannotBeMeant_isRefused() throws Exception {
    assertThat(run("dead", "list", "--connection", "nobody")).isEqualTo(1);
    assertThat(complained()).contains("There is no connection of this name.");
    assertThat(run("dead", "list", "--since", "yesterday")).isEqualTo(2);
    assertThat(run("dead", "show", "1-2-3")).isEqualTo(1);
    assertThat(complained()).contains("There is no such dead letter");
    assertThat(run("dead", "replay")).isEqualTo(2);
    assertThat(run("dead", "replay", "--connection", "out", "--rate", "0")).isEqualTo(1);
    assertThat(complained()).contains("rate: a number from 1 to 10000 is needed.");
    assertThat(fixture.look("/api/dead?sinse=x").status()).isEqualTo(400);
    assertThat(fixture.look("/api/dead?limit=1").body()).contains("\"next\":\"");
    assertThat(fixture.look("POST /api/dead/replay", "localhost").status()).isEqualTo(401);
  }
}
