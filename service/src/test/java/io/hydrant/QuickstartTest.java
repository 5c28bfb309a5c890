package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that run a service, with one.
class QuickstartTest {
  private final Prompt prompt =
      new Prompt((configuration, onLost) ->
          Service.start(configuration, Clock.system(), Chance.secure(), onLost));

  private int run(String... words) {
    return prompt.run(words);
  }

  private String out() {
    return prompt.out();
  }

  @Test
  void quickstartShowsTheSampleAsARecord_andLeavesNothingBehind() {
    assertThat(run("quickstart", "--once", "--for", "2m")).isZero();
    assertThat(out())
        .contains(
            "curl -i -u quickstart-key:",
            "Record 0 reached quickstart-events",
            "Record 0 reached quickstart-audiences",
            "\"CustomerId\": \"quickstart-customer\"",
            "\"source_request_id\": \"quickstart-sample\"",
            "\"price\": 24.90");
    Matcher data = Pattern.compile("data +(\\S+) \\(removed at the end\\)").matcher(out());
    assertThat(data.find()).isTrue();
    assertThat(Path.of(data.group(1))).doesNotExist();
  }

  @Test
  void quickstartThatShowsNoSampleInTimeFails(@TempDir Path data) {
    assertThat(run("quickstart", "--for", "10ms", "--data", data.toString())).isEqualTo(1);
    assertThat(prompt.err())
        .isEqualTo("hydrant: the samples did not reach their streams in time\n");
    assertThat(data.resolve("data")).isDirectory();
    assertThat(run("quickstart", "--for", "10ms", "--no-sample", "--data", data.toString()))
        .isZero();
  }

  @Test
  void ledgerIsATableOrALineOfJsonForEachConnection(@TempDir Path data) throws IOException {
    try (ServiceFixture fixture = new ServiceFixture(data)) {
      fixture.restart("batchInterval: 1h, sendScreenViews: false");
      fixture.post(
          ServiceFixture.BATCH.replace("[", "[{\"event_type\":\"screen_view\",\"data\":{}},"));
      String url = "http://127.0.0.1:" + fixture.consolePort();
      assertThat(run("ledger", "--url", url)).isZero();
      assertThat(out())
          .isEqualTo(
              """
              connection  accepted  duplicates  filtered  pending  sessions  delivered  dead  discarded
              out                2           0         1        1         0          0     0          0
                filtered by sendScreenViews: 1
              """);
      assertThat(run("ledger", "--url", url, "--audit")).isZero();
      assertThat(out())
          .containsPattern(
              "audit: 1 rows, 1 pending, 0 in sessions, \\d+ bytes: the ledger agrees");
      assertThat(run("ledger", "--url", url, "--json")).isZero();
      assertThat(out()).startsWith("{\"name\":\"out\",\"accepted\":2,").hasLineCount(1);
    }
  }

  @Test
  void processEndsWithinTenSecondsOfSigterm_withExitCode0(@TempDir Path directory)
      throws Exception {
    EmulatorOptions options = EmulatorOptions.builder().stream("s").build();
    try (Emulator emulator = Emulator.start(options)) {
      Path file = directory.resolve("hydrant.yaml");
      Files.writeString(file, ServiceFixture.yaml(emulator, "sendAsBatch: false", 0));
      Process process = serve(file);
      try (BufferedReader log =
          new BufferedReader(
              new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
        Matcher port = listening(log);
        int status =
            ServiceFixture.post(Integer.parseInt(port.group(1)), ServiceFixture.BATCH).status();
        assertThat(status).isEqualTo(202);
        emulator.awaitRecords("s", 1, Duration.ofSeconds(60));
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static Process serve(Path file) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "-Dlogback.configurationFile="
                + Repository.path("service/src/main/resources/logback.xml"),
            Main.class.getName(),
            "serve",
            "--config",
            file.toString());
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static Matcher listening(BufferedReader log) throws IOException {
    Pattern pattern = Pattern.compile("batches to http://127.0.0.1:(\\d+)");
    StringBuilder before = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
      before.append(line).append('\n');
    }
    throw new IOException("the service did not start: " + before);
  }
}
