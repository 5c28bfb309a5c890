package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.platform.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `preview` prints where, and with which code it ends.
class PreviewCommandTest {
  private static final String BATCH =
      """
      {"mpid":1,"ip":"1.2.3.4","device_info":{"brand":"x"},
       "events":[{"event_type":"screen_view"},{"event_type":"custom_event","data":{"event_name":"a"}}]}
      """;

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean isTerminal;
  private String in = BATCH;
  private String configuration = "";

  @BeforeEach
  void configure() throws IOException {
    String yaml =
        """
        inputs: [{ name: ios, key: k, secret: s }, { name: web, key: l, secret: s }]
        connections:
          - { name: app-events, deliveryStreamName: a, sendScreenViews: false, inputs: [ios] }
          - { name: all-events, deliveryStreamName: b }
        """;
    configuration = Files.writeString(directory.resolve("hydrant.yaml"), yaml).toString();
  }

  private int run(String... arguments) {
    World.Starter none =
        (settings, onLost) -> {
          throw new IOException("no service is needed");
        };
    World.Output output = new World.Output(stream(out), stream(err), isTerminal);
    byte[] bytes = in.getBytes(StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("NO_COLOR", "1");
    World world =
        new World("1", none, Clock.system(), environment, new ByteArrayInputStream(bytes), output);
    String[] all = new String[arguments.length + 3];
    all[0] = "preview";
    all[1] = "--config";
    all[2] = configuration;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Commands.run(world, all);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void intoAPipe_goTheBytesOfTheMessages_andNothingElse() {
    assertThat(run("--connection", "app-events")).isZero();
    assertThat(out())
        .startsWith("{\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"a\",")
        .endsWith("}\n")
        .hasLineCount(1)
        .doesNotContain("screen_view", "1.2.3.4");
    assertThat(err().lines())
        .anyMatch(line ->
            line.matches(
                "message 1: 1 event, \\d+ bytes, billed as 1 × 5,120;"
                    + " leaves at the end of this device's window, within 10m"))
        .contains(
            "examples, made anew when it is sent: events[].data.timestamp_unixtime_ms,"
                + " events[].data.event_id, events[].data.event_start_unixtime_ms, message_id,"
                + " batch_id, timestamp_unixtime_ms",
            "left out:",
            "  event 0 screen_view  sendScreenViews (Send Screen Views)",
            "  ip                   is only ever input");
  }

  @Test
  void onATerminal_messagesAreIndented_unlessRawIsAskedFor() {
    isTerminal = true;
    assertThat(run("--connection", "app-events")).isZero();
    assertThat(out()).contains("\n  \"events\": [\n", "left out:\n");
    assertThat(err()).isEqualTo("hydrant: a batch is read from standard input\n");
    out.reset();
    assertThat(run("--connection", "app-events", "--raw")).isZero();
    assertThat(out()).startsWith("{\"events\":[{").hasLineCount(1);
  }

  @Test
  void json_isOneObject_whoseTextsAreTheBytes() throws Exception {
    assertThat(run("--connection", "app-events")).isZero();
    String raw = out();
    out.reset();
    assertThat(run("--connection", "app-events", "--json")).isZero();
    JsonIndex json = JsonIndex.of(out.toByteArray());
    int message = json.first(json.find(0, JsonName.of("messages")));
    String text = json.string(json.find(message, JsonName.of("text")));
    assertThat(text).hasSameSizeAs(raw);
    assertThat(json.raw(json.find(message, JsonName.of("bytes"))))
        .isEqualTo(String.valueOf(raw.length()));
  }

  @Test
  void aSettingCanBeTried() {
    assertThat(
            run(
                "--connection",
                "app-events",
                "--set",
                "sendScreenViews=true",
                "--set",
                "sendAsBatch=false",
                "--set",
                "includeMetadata=false"))
        .isZero();
    assertThat(out()).contains("screen_view").hasLineCount(2);
    assertThat(err())
        .contains("leaves at once", "  device_info  includeMetadata (Include Metadata)")
        .contains("  source_info  includeMetadata (Include Metadata)");
  }

  @Test
  void anArrayIsABulkRequest_andItsInvalidBatchesAreNamed() {
    in = "[" + BATCH + ",{\"mpid\":2.5}," + BATCH + "]";
    assertThat(run("--connection", "all-events", "--input", "web")).isZero();
    assertThat(out()).hasLineCount(1);
    assertThat(err())
        .contains("message 1: 4 events,", "batch 0 ip  is", "batch 2 ip  is")
        .contains("invalid, and refused:\n  [1]: mpid: must be a 64-bit integer");
  }

  @Test
  void oneBatchCanBeHistorical() {
    assertThat(run("--connection", "all-events", "--historical")).isEqualTo(1);
    assertThat(err()).contains("[0]: events[0].data.timestamp_unixtime_ms: An event of");
  }

  @Test
  void fileIsRead() throws IOException {
    in = "";
    String file = Files.writeString(directory.resolve("b.json"), BATCH).toString();
    assertThat(run("--connection", "app-events", file)).isZero();
    assertThat(out()).contains("\"event_name\":\"a\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--connection app-event | 1 | hydrant: There is no connection of this name; did you mean"
            + " app-events?",
        "--json | 1 | hydrant: Which connection? There are app-events, all-events.",
        "--connection app-events --input nothing | 1 | hydrant: There is no input of this name;"
            + " there are ios, web",
        "--connection app-events --set sendScreenView=true | 1 | hydrant:"
            + " settings.sendScreenView: unknown key; did you mean sendScreenViews?",
        "--connection app-events --set awsRegion=eu-west-1 | 1 | hydrant: settings.awsRegion:"
            + " changes no message, only where and how it is sent",
        "--connection app-events --set sendScreenViews | 2 | hydrant: --set: expected KEY=VALUE"
            + " like sendScreenViews=false",
        "--connection app-events /no/such.json | 1 | hydrant: /no/such.json: there is no such"
            + " file",
      })
  void whatIsWrongIsALine(String arguments, int exitCode, String line) {
    assertThat(run(arguments.split(" "))).isEqualTo(exitCode);
    assertThat(err()).isEqualTo(line + "\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void invalidBatchIsWhatTheCollectorAnswers_andExitCode1() {
    in = "{\"events\":[{\"data\":{}},{\"event_type\":\"x\",\"data\":1}]}";
    assertThat(run("--connection", "app-events")).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            """
            hydrant: events[0].event_type: Required event field "event_type" is missing or empty.
            hydrant: events[1].data: must be an object.
            """);
  }

  @Test
  void inputThatDoesNotFeedTheConnection_isTheReason() {
    assertThat(run("--connection", "app-events", "--input", "web")).isZero();
    assertThat(out()).isEmpty();
    assertThat(err()).contains("no message leaves", "event 1 custom_event  inputs");
  }

  @Test
  void invalidConfiguration_isExitCode3() throws IOException {
    Files.writeString(directory.resolve("hydrant.yaml"), "inputs: []");
    assertThat(run("--connection", "app-events")).isEqualTo(3);
  }
}
