package io.hydrant;

import static io.hydrant.LiveReader.member;
import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.emulator.Fault;
import io.hydrant.emulator.Misfortune;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.StandingClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The id of a 202, asked for when nobody watched: two batches that left together and were given
/// up, wait for their window elsewhere, and lie in an open session; one that settings left out; and
/// one that came twice.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsTest {
  private static final String INPUTS = "[{ name: a, key: key, secret: secret }]";
  private static final String CONNECTIONS =
      """
      [{ name: pairs, output: o, deliveryStreamName: s, $LEFT_OUT, retryFor: 1s,
      batchInterval: 1s },
      { name: late, output: o, deliveryStreamName: s, $LEFT_OUT },
      { name: whole, output: o, deliveryStreamName: s, $LEFT_OUT,
      waitForCompleteBatch: true }]
      """
          .replace("$LEFT_OUT", "sendScreenViews: false, sendBatchesWithoutEvents: false");
  private static final String TWIN = "{\"source_request_id\":\"x\"," + BATCH.substring(1);

  private final Prompt prompt = new Prompt();
  private final StandingClock clock = new StandingClock();
  private ServiceFixture fixture;
  private String one;
  private String other;
  private String filtered;
  private String twin;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    fixture = new ServiceFixture(data, INPUTS, CONNECTIONS, clock);
    fixture.emulator.script(Fault.always(Misfortune.internalFailure()));
    clock.stand();
    one = posted(TWIN);
    other = posted(BATCH);
    twin = posted(TWIN);
    filtered = posted(BATCH.replace("custom_event", "screen_view"));
    clock.go();
    assertThat(fixture.awaitLedger("\"dead\":2")).contains("\"balanced\":true");
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private String posted(String batch) throws IOException {
    Answered answered = fixture.post(batch);
    assertThat(answered.status()).isEqualTo(202);
    return answered.header("x-hydrant-request-id");
  }

  private String found(String id) throws IOException {
    return fixture.look("/api/requests/" + id).body();
  }

  @Test
  void whereItIs_isSaidForEachConnection_alsoOfTheSecondOfAMessage() throws IOException {
    for (String id : new String[] {one, other}) {
      String found = found(id);
      assertThat(member(found, "filteredBy")).isEqualTo("[]");
      String places = member(found, "places");
      assertThat(places)
          .containsPattern("\"pairs\",\"place\":\"dead\",\"rows\":1,\"events\":2,\"diedAt\":")
          .containsPattern("\"late\",\"place\":\"waiting\",\"rows\":1,\"events\":1,\"dueAt\":")
          .containsPattern("\"whole\",\"place\":\"session\",\"rows\":1,\"events\":1}");
      assertThat(fixture.run(prompt, "find", id)).isZero();
      assertThat(prompt.out())
          .contains("has not left yet")
          .containsPattern("late +waiting +2\\d{3}-")
          .containsPattern("pairs +dead .* 1-[0-9a-z]+-0");
    }
  }

  @Test
  void deadLetters_areListedByIt() throws IOException {
    assertThat(fixture.run(prompt, "dead", "list", "--request", other, "--json")).isZero();
    assertThat(prompt.out().lines()).hasSize(1).allMatch(line -> line.contains("\"pairs\""));
    assertThat(fixture.run(prompt, "dead", "list", "--request", filtered)).isZero();
    assertThat(prompt.out()).contains("No dead letters.");
    String page = fixture.look("/request?id=" + other).body();
    assertThat(page).containsPattern("href=\"/dead/letter\\?id=1-[0-9a-z]+-0\">dead letter");
    assertThat(fixture.look("/dead").body()).contains("action=\"/request\"");
  }

  @Test
  void whatSettingsLeftOut_isSaidByTheirNames() throws IOException {
    String found = found(filtered);
    assertThat(member(found, "filteredBy")).isEqualTo("[\"sendScreenViews\"]");
    assertThat(member(found, "said")).isEqualTo("[\"Left out by settings: sendScreenViews.\"]");
    assertThat(member(found, "places")).isEqualTo("[]");
  }

  @Test
  void whatCameBefore_isNowhere() throws IOException {
    assertThat(member(found(twin), "said")).contains("had come before");
  }

  /// It says nothing to who sent it, and what is made up is told from it.
  @Test
  void anIdThatNo202Had_isRefused() throws IOException {
    String[] parts = other.split("-", -1);
    assertThat(parts).hasSize(4);
    assertThat(Pattern.compile("-[0-9a-z]{8,13}").matcher(other).results()).hasSize(2);
    for (String id :
        new String[] {
          parts[0] + "-" + parts[1],
          parts[0] + "-zzz-" + parts[2] + "-" + parts[3],
          parts[0] + "-" + parts[1] + "-" + parts[2] + "-zzzzzzzzzzzzz",
          "x%22"
        }) {
      assertThat(fixture.look("/api/requests/" + id).status()).as(id).isEqualTo(404);
    }
    assertThat(fixture.run(prompt, "find", "nothing")).isEqualTo(1);
    assertThat(prompt.err()).contains("no X-Hydrant-Request-Id of a 202").hasLineCount(1);
    assertThat(fixture.look("/request?id=%3Cb%3E").body()).contains("That is no <code>");
  }
}
