package io.hydrant.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hydrant.FreePort;
import io.hydrant.Repository;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/runbook.md, run as they stand but for the ports against its faults: from
/// each alert to its end.
final class RunbookIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path PAGE = Repository.path("docs/runbook.md");
  private static final String ALERTS = "/api/alerts";
  private static final String LEDGER = "/api/ledger";
  private static final long TIB = 1L << 40;

  @TempDir Path folder;
  private final int emulatorPort = FreePort.find();
  private final int collectorPort = FreePort.find();
  private final int consolePort = FreePort.find();
  private Map<String, String> environment = Map.of();
  private List<String> practice = List.of();
  private Shell emulator;
  private Shell hydrant;

  @BeforeEach
  void start() throws Exception {
    Path aws = Files.createDirectory(folder.resolve("bin")).resolve("aws");
    try (InputStream standIn = RunbookIT.class.getResourceAsStream("aws")) {
      Files.copy(standIn, aws);
    }
    assertThat(aws.toFile().setExecutable(true)).isTrue();
    environment =
        Map.of(
            "PATH",
            aws.getParent() + ":" + System.getenv("PATH"),
            "EMULATOR",
            "http://127.0.0.1:" + emulatorPort,
            "HYDRANT_JAVA_OPTS",
            "-Xmx256m -XX:TieredStopAtLevel=1");
    Blocks blocks = Blocks.below("Practise it", PAGE);
    Files.writeString(
        folder.resolve("hydrant.yaml"),
        "collector: { listen: 127.0.0.1:%s }\nconsole: { listen: 127.0.0.1:%s }\n"
                .formatted(collectorPort, consolePort)
            + here(blocks.in("yaml").get(0)));
    Files.writeString(folder.resolve("faults.yaml"), blocks.in("yaml").get(1));
    practice = blocks.in("sh");
    assertThat(practice).hasSize(5);
    emulator = begin(practice.get(0), "secretAccessKey: ");
    hydrant = begin(practice.get(1), "console on");
  }

  @AfterEach
  void end() {
    hydrant.close();
    emulator.close();
  }

  @Test
  void fromEachFault_toFlowingAgain() throws Exception {
    aWrongPolicy();
    aMissingStream();
    aSpentQuota_untilRecordsAreGivenUp_andReplayed();
    aRecordThatIsTooLong();
  }

  private void aWrongPolicy() throws Exception {
    sendAnEvent("Hello");
    awaitOpen("FORBIDDEN");
    assertThat(run("First", 0, 1)).contains("OPEN  FORBIDDEN", "see docs/runbook.md#forbidden");
    assertThat(run("First", 1, 0)).contains("blocked", "IAM does not let");
    assertThat(run("FORBIDDEN", 0, 1))
        .contains("does not allow firehose:PutRecord", "arn:aws:firehose:us-east-1:111122223333:");
    run("FORBIDDEN", 1, 0);
    awaitDelivered(1);
    assertThat(run("First", 0, 0)).contains("over  FORBIDDEN");
  }

  private void aMissingStream() throws Exception {
    fault("NOT_FOUND");
    sendAnEvent("Hello");
    awaitOpen("NOT_FOUND");
    assertThat(run("NOT_FOUND", 0, 1)).contains("there is no delivery stream my-stream");
    assertThat(run("NOT_FOUND", 1, 0)).contains("is ACTIVE and takes records");
    awaitDelivered(2);
    await(ALERTS, text -> !isOpen("NOT_FOUND", text));
  }

  private void aSpentQuota_untilRecordsAreGivenUp_andReplayed() throws Exception {
    fault("SERVICE_UNAVAILABLE");
    sendAnEvent("Hello");
    awaitOpen("SERVICE_UNAVAILABLE");
    assertThat(run("SERVICE_UNAVAILABLE", 0, 0)).contains("app-events", "my-stream in us-east-1");
    awaitOpen("RETRY_LIMIT_EXCEEDED");
    await(LEDGER, text -> text.contains("\"dead\":1"));
    assertThat(run("RETRY_LIMIT_EXCEEDED", 0, 0))
        .contains("retries ended", "ServiceUnavailable", "1 dead letter (1 events) would be");
    allIsWell();
    assertThat(run("RETRY_LIMIT_EXCEEDED", 1, 0)).contains("is being replayed");
    awaitDelivered(3);
    run("RETRY_LIMIT_EXCEEDED", 2, 0);
    run("SERVICE_UNAVAILABLE", 1, 0);
    assertThat(run("First", 0, 0)).contains("acknowledged");
  }

  private void aRecordThatIsTooLong() throws Exception {
    fault("REQUEST_TOO_LONG");
    sendAnEvent("Hello");
    sendAnEvent("Hello\",\"custom_attributes\":{\"text\":\"" + "x".repeat(3_000) + "\"},\"x\":\"");
    awaitOpen("REQUEST_TOO_LONG");
    sendAnEvent("Hello");
    await(LEDGER, text -> text.contains("\"dead\":1"));
    awaitDelivered(5);
    assertThat(run("REQUEST_TOO_LONG", 0, 0)).contains("RequestEntityTooLarge");
    allIsWell();
    run("REQUEST_TOO_LONG", 1, 0);
    awaitDelivered(6);
    assertThat(run("REQUEST_TOO_LONG", 0, 0)).contains("No dead letters.");
  }

  @Test
  void fromADiskThatIsShort_toAcceptingAgain() throws Exception {
    assumeThat(Files.getFileStore(folder).getUsableSpace()).isLessThan(TIB);
    Path file = folder.resolve("hydrant.yaml");
    String asOnThePage = Files.readString(file);
    assertThat(hydrant.interrupt()).isIn(0, 130);
    Files.writeString(file, asOnThePage.replace("64MiB", "1TiB"));
    hydrant = begin(practice.get(1), "console on");
    awaitOpen("DISK");
    assertThat(run("DISK", 0, 0)).contains("not ready", "less free than diskReserve");
    assertThat(hydrant.interrupt()).isIn(0, 130);
    Files.writeString(file, asOnThePage);
    hydrant = begin(practice.get(1), "console on");
    await(ALERTS, text -> !isOpen("DISK", text));
    assertThat(run("DISK", 0, 0)).contains("\"status\":\"ready\"");
    sendAnEvent("Hello");
  }

  // ---- as the page says it

  private Shell begin(String block, String says) throws IOException {
    Path output = Files.createTempFile(folder, "running", "");
    Shell shell = Shell.start("exec " + here(block), folder, output, environment);
    shell.await(PATIENCE, List.of(says));
    return shell;
  }

  private String here(String block) {
    return block
        .replace("127.0.0.1:4573", "127.0.0.1:" + emulatorPort)
        .replace("127.0.0.1:8080", "127.0.0.1:" + collectorPort)
        .replace("127.0.0.1:8090", "127.0.0.1:" + consolePort)
        .replace("emulator --stream", "emulator --port " + emulatorPort + " --stream")
        .replace("./hydrant", Repository.path("hydrant").toString());
  }

  /// Runs a block of an entry, which ends with this code; what it printed.
  private String run(String entry, int block, int code) throws Exception {
    return run(Blocks.below(entry, PAGE).in("sh").get(block), code);
  }

  private String run(String block, int code) throws Exception {
    Path output = folder.resolve("printed");
    try (Shell shell = Shell.start(here(block), folder, output, environment)) {
      return shell.end(code);
    }
  }

  private void sendAnEvent(String name) throws Exception {
    run(practice.get(2).replace("Hello", name), 0);
  }

  private void allIsWell() throws Exception {
    run(practice.get(3), 0);
  }

  /// The fault that the page's table has for an alert.
  private void fault(String type) throws Exception {
    Pattern row = Pattern.compile("\\| `" + type + "` \\| `(\\{.+?})`");
    String fault =
        row.matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();
    run(practice.get(4).replaceFirst("\\{.*}", fault), 0);
  }

  // ---- what is waited for

  private void awaitOpen(String type) throws IOException {
    await(ALERTS, text -> isOpen(type, text));
  }

  private static boolean isOpen(String type, String alerts) {
    return Pattern.compile("\"type\":\"" + type + "\"[^}]*\"open\":true").matcher(alerts).find();
  }

  private void awaitDelivered(int events) throws IOException {
    await(LEDGER, text -> text.contains("\"delivered\":" + events + ","));
  }

  private void await(String path, Predicate<String> isReady) throws IOException {
    Clock clock = Clock.system();
    long deadline = clock.nanos() + PATIENCE.toNanos();
    String text = look(path);
    while (!isReady.test(text)) {
      assertThat(clock.nanos()).as(text + "\n" + hydrant.printed()).isLessThan(deadline);
      clock.parkUntil(clock.nanos() + 50_000_000);
      text = look(path);
    }
  }

  private String look(String path) throws IOException {
    try (InputStream answer =
        URI.create("http://127.0.0.1:" + consolePort + path).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
