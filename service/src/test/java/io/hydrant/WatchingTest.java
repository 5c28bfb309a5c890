package io.hydrant;

import static io.hydrant.LiveReader.member;
import static io.hydrant.ServiceFixture.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.http.RawClient.Answered;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `hydrant tap`, `hydrant top` and the pages *Live stream* and *Preview*, before a service through
/// which two batches passed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingTest {
  private final Prompt prompt = new Prompt();
  private ServiceFixture fixture;
  private LiveReader reader;
  private String first;
  private String second;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    fixture = new ServiceFixture(data);
    fixture.restart("sendAsBatch: false, sendScreenViews: false");
    reader = new LiveReader(fixture.consolePort(), "?state=sent");
    LiveReader everything = new LiveReader(fixture.consolePort(), "");
    first = fixture.post(BATCH).header("x-hydrant-request-id");
    everything.next("sent");
    String view = BATCH.replace("custom_event", "screen_view");
    second = fixture.post(view).header("x-hydrant-request-id");
    everything.next("filtered");
    everything.close();
    fixture.awaitLedger("\"delivered\":2");
  }

  @AfterAll
  void close() {
    reader.close();
    fixture.close();
  }

  @Test
  void tap_showsALineForEachThing_withoutPersons() {
    assertThat(fixture.run(prompt, "tap", "--request", first, "--count", "3")).isZero();
    List<String> lines = prompt.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  accepted   out  .*")
        .contains("custom_event 1", "request " + first, "user ")
        .doesNotContain("mpid", "content");
    assertThat(lines.get(1)).contains("grouped", "leaves at once");
    assertThat(lines.get(2)).contains("sent", "message ", "record ");
    assertThat(prompt.err()).isEmpty();
  }

  /// Also by the beginning of an id, which is all that the log knows.
  @Test
  void aRequestOfWhichNothingIsLeft_wasTaken() throws IOException {
    assertThat(fixture.run(prompt, "find", first)).isZero();
    assertThat(prompt.out()).contains("Firehose took it").hasLineCount(1);
    String beginning = first.substring(0, first.indexOf('-', first.indexOf('-') + 1));
    assertThat(fixture.run(prompt, "tap", "--request", beginning, "--count", "3")).isZero();
    assertThat(prompt.out()).contains("request " + first, "record ");
  }

  @Test
  void tap_asJson_andByState() {
    assertThat(fixture.run(prompt, "tap", "--state", "filtered", "--count", "1", "--json"))
        .isZero();
    String line = prompt.out().strip();
    assertThat(member(line, "request")).isEqualTo(second);
    assertThat(member(line, "settings")).isEqualTo("{\"sendScreenViews\":1}");
  }

  @Test
  void tap_revealsToWhoHasTheToken() {
    assertThat(fixture.run(prompt, "tap", "--reveal", "--count", "1", "--request", first)).isZero();
    assertThat(prompt.out()).contains("\n" + BATCH);
  }

  @Test
  void tap_saysWhatIsWrong() {
    assertThat(fixture.run(prompt, "tap", "--state", "lost")).isEqualTo(1);
    assertThat(prompt.err()).contains("accepted, duplicate, filtered").hasLineCount(1);
    assertThat(prompt.run("tap", "--url", "http://127.0.0.1:1")).isEqualTo(4);
    assertThat(prompt.err()).contains("is the service running?").hasLineCount(1);
  }

  @Test
  void top_isPrintedOnceEachTime_whereNobodyLooks() {
    assertThat(fixture.run(prompt, "top", "--count", "2", "--every", "1ms")).isZero();
    assertThat(prompt.out())
        .contains("every event accounted for", "No open alerts.")
        .doesNotContain("\u001b");
    List<String> lines = prompt.out().lines().filter(line -> line.startsWith("out ")).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).matches("out\\s+sending\\s+3\\s+0\\s+1\\s+0\\s+2\\s+0\\s+0");
  }

  private String page(String path) throws IOException {
    return fixture.look(path).body();
  }

  @Test
  void liveStream_isAskedForByALink_fromTheNumbersOfFlow() throws IOException {
    assertThat(page("/"))
        .contains("href=\"/live?connection=out&amp;state=filtered\"", "Room on disk: <strong>");
    assertThat(page("/live?connection=out&state=filtered&request=%22x&device="))
        .contains(
            "<option value=\"out\" selected>",
            "<option value=\"filtered\" selected>",
            "value=\"&#34;x\"",
            "data-query=\"connection=out&amp;request=%22x&amp;state=filtered\"",
            "hydrant tap",
            "Sign in to see what it carries");
    assertThat(fixture.look("/assets/live.js").header("content-type")).contains("javascript");
  }

  @Test
  void whatPassedIsShownToWhoIsSignedInAndAsks() throws IOException {
    fixture.run(prompt, "tap", "--json", "--count", "1", "--request", first);
    String id = member(prompt.out().strip(), "id");
    assertThat(fixture.send("POST /live/reveal", "", "csrf=0&id=" + id).status()).isEqualTo(401);
    String cookie = fixture.signedIn();
    String page = fixture.send("GET /live", cookie, "").body();
    assertThat(page).contains("Show what it carries");
    String csrf = page.replaceAll("(?s).*data-csrf=\"([0-9a-f]{64})\".*", "$1");
    String form = "csrf=" + csrf + "&id=";
    Answered shown = fixture.send("POST /live/reveal", cookie, form + id);
    assertThat(member(shown.body(), "content")).isEqualTo(BATCH);
    assertThat(shown.header("cache-control")).isEqualTo("no-store");
    assertThat(fixture.send("POST /live/reveal", cookie, form + "99999").status()).isEqualTo(404);
    assertThat(fixture.send("POST /live/reveal", cookie, form + "x").status()).isEqualTo(404);
  }

  private Answered preview(String batch, String rest) throws IOException {
    String encoded = URLEncoder.encode(batch, StandardCharsets.UTF_8);
    return fixture.send("POST /preview", "", "connection=out&batch=" + encoded + rest);
  }

  @Test
  void preview_showsWhatWouldLeave_andWhatASettingWouldDrop() throws IOException {
    assertThat(page("/preview"))
        .contains("quickstart-sample", "name=\"sendCustomEvents\" value=\"on\" checked")
        .doesNotContain("name=\"sendScreenViews\" value=\"on\" checked", "What it comes to");
    assertThat(preview(BATCH, "").body())
        .contains(
            "<strong>1</strong> accepted",
            ">{\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"timestamp",
            "billed as 1 × 5 KiB, $0.14 a million",
            "leaves ")
        .doesNotContain(">tried<");
    assertThat(preview(BATCH, "&shown=out&sendAnonymousUsers=on").body())
        .contains("event 0 custom_event", "sendCustomEvents (Send Custom Events)", ">tried<");
    assertThat(preview(BATCH, "&shown=other").body()).doesNotContain(">tried<");
  }

  @Test
  void preview_saysWhatIsWrong() throws IOException {
    assertThat(preview("{", "").body()).contains("role=\"alert\"", "not valid JSON");
    assertThat(preview(BATCH, "&settings=batchIntervall%3A+5s").body())
        .contains("role=\"alert\"", "batchInterval");
    assertThat(preview(BATCH, "&other=x").status()).isEqualTo(400);
    String from = "Sec-Fetch-Site: cross-site\r\n";
    assertThat(fixture.send("POST /preview", from, "batch=x").status()).isEqualTo(403);
  }
}
