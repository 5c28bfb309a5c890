package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /api/preview` at the console's door.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewDoorTest {
  private static final String EVENTS =
      "\"mpid\":1,\"events\":[{\"event_type\":\"screen_view\"},{\"event_type\":\"x\",\"data\":{"
          + "\"n\":1.50}}]";
  private static final String QUESTION =
      "{\"connection\":\"out\",\"batch\":{" + EVENTS + "},\"receivedAt\":1760000000000}";

  private ServiceFixture fixture;

  @BeforeAll
  void open(@TempDir Path data) throws Exception {
    fixture = new ServiceFixture(data);
    fixture.restart("sendScreenViews: false");
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private Answered ask(String body) throws IOException {
    return ask("POST", "application/json", body);
  }

  private Answered ask(String method, String type, String body) throws IOException {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    try (RawClient client = new RawClient(fixture.consolePort())) {
      return client
          .send(
              method
                  + " /api/preview HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                  + type
                  + "\r\nContent-Length: "
                  + utf8.length
                  + "\r\n\r\n"
                  + body)
          .read();
    }
  }

  @Test
  void answersWithMessages_andWhatIsLeftOut() throws Exception {
    Answered answered = ask(QUESTION);
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.header("content-type")).isEqualTo("application/json");
    assertThat(answered.body())
        .startsWith(
            "{\"connection\":\"out\",\"input\":\"a\",\"accepted\":2,\"duplicates\":0,"
                + "\"filtered\":{\"sendScreenViews\":1},\"messages\":[{\"events\":1,\"bytes\":")
        .contains(
            "\"billedUnits\":1,\"leaves\":\"at the end of this device's window, within 10m\","
                + "\"withinMillis\":600000,\"examples\":[\"events[0].data.timestamp_unixtime_ms\",",
            "\"leftOut\":[{\"batch\":0,\"event\":0,\"eventType\":\"screen_view\","
                + "\"setting\":\"sendScreenViews\",\"displayName\":\"Send Screen Views\"}],"
                + "\"changed\":[],\"errors\":[]}");
    JsonIndex json = JsonIndex.of(answered.body().getBytes(StandardCharsets.UTF_8));
    int message = json.first(json.find(0, JsonName.of("messages")));
    assertThat(json.string(json.find(message, JsonName.of("text"))))
        .startsWith("{\"events\":[{\"event_type\":\"x\",\"data\":{\"n\":1.50,")
        .contains("\"timestamp_unixtime_ms\":1760000000000,\"environment\"")
        .endsWith("}\n");
  }

  @Test
  void nothingIsKept_ofWhatIsPreviewed() throws Exception {
    String before = fixture.look("/api/ledger").body();
    assertThat(ask(QUESTION).body()).isEqualTo(ask(QUESTION).body());
    assertThat(fixture.look("/api/ledger").body()).isEqualTo(before);
  }

  @Test
  void settingsCanBeTried_andSeveralRequestsAtTheirTimes() throws Exception {
    String post = "{\"batch\":{" + EVENTS + "},\"receivedAt\":%d}";
    String requests =
        "["
            + post.formatted(0)
            + ","
            + post.formatted(599_000)
            + ","
            + post.formatted(600_000)
            + "]";
    String asked =
        "{\"settings\":{\"sendScreenViews\":true,\"uniqueId\":\"u\"},\"requests\":"
            + requests
            + "}";
    assertThat(ask(asked).body())
        .contains("\"messages\":[{\"events\":4,", "},{\"events\":2,", "\\\"unique_id\\\":\\\"u\\\"")
        .contains("\"leftOut\":[]");
  }

  @Test
  void invalidBatchIsAnsweredAsTheCollectorDoes() throws Exception {
    String invalid = "{\"events\":[{}]}";
    Answered collector = fixture.post(invalid);
    Answered console = ask("{\"batch\":" + invalid + "}");
    assertThat(console.status()).isEqualTo(400).isEqualTo(collector.status());
    assertThat(console.body()).isEqualTo(collector.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | The body must be a JSON object with a batch or batches.",
        "{ | The body is not valid JSON",
        "{} | batch, batches: one of them is needed.",
        "{'batch':{},'batches':[]} | batch, batches: one of them is needed.",
        "{'batch':[]} | batch: must be an object.",
        "{'setings':{}} | There is a member that is not known; did you mean settings?",
        "{'batch':{},'connection':'outt'} | There is no connection of this name; did you mean out?",
        "{'batch':{},'input':'zzzzz'} | There is no input of this name; there are a",
        "{'batch':{},'historical':1} | historical: must be true or false.",
        "{'batch':{},'receivedAt':'x'} | receivedAt: must be a time in Unix milliseconds.",
        "{'requests':[{'batch':{}},1]} | requests[1]: must be an object.",
        "{'requests':[{'batch':{},'connection':'out'}]} | There is a member that is not known",
        "{'requests':[]} | There is no batch to preview.",
        "{'batch':{},'settings':{'sendScreenViews':'no'}} | settings.sendScreenViews: expected true"
            + " or false",
        "{'batch':{},'settings':{'uniqueId':'${file:/etc/passwd}'}} | settings: ${…} is not filled"
            + " in here",
      })
  void whatIsWrongIsSaid(String asked, String error) throws IOException {
    Answered answered = ask(asked.replace('\'', '"'));
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.body().replace("\\\"", "\""))
        .contains("{\"code\":\"BAD_REQUEST\",\"message\":\"" + error);
  }

  @Test
  void otherMethodsTypesAndSizesAreRefused() throws IOException {
    assertThat(ask("GET", "application/json", "").status()).isEqualTo(405);
    assertThat(ask("POST", "text/plain", QUESTION).status()).isEqualTo(415);
    assertThat(ask("{\"batch\":{\"x\":\"" + "x".repeat(256 << 10) + "\"}}").body())
        .contains("The body is larger than 262144 bytes.");
    assertThat(ask("x".repeat((512 << 10) + 1)).status()).isEqualTo(413);
  }
}
