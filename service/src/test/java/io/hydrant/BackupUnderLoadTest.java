package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup taken while batches come in, and the service that starts on what is restored of it.
final class BackupUnderLoadTest {
  private static final int DELIVERED = 10;
  private static final int AHEAD = 40;
  private static final int SENDERS = 4;
  private static final Pattern NAME = Pattern.compile("\"event_name\":\"(e[\\w-]+)\"");
  private static final Pattern ID = Pattern.compile("\"message_id\":\"([\\w-]+)\"");

  @TempDir Path directory;

  private final Prompt prompt = new Prompt();

  private static String batch(String name) {
    return """
    {"events":[{"event_type":"custom_event","data":{"event_name":"%s"}}],"mpid":1,\
    "source_request_id":"r-%s"}\
    """
        .formatted(name, name);
  }

  private static Set<String> found(Pattern pattern, List<String> records) {
    return records.stream()
        .flatMap(record -> pattern.matcher(record).results())
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Sends batches from many threads until told; has a backup taken in the midst.
  private final class Load {
    private final Set<String> answered = new ConcurrentSkipListSet<>();
    private final CountDownLatch ahead = new CountDownLatch(AHEAD);
    private volatile boolean isOver;

    /// @return what was answered before the backup began
    Set<String> with(ServiceFixture fixture, Path backup) throws Exception {
      List<Future<?>> senders = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
        for (int i = 0; i < SENDERS; i++) {
          String prefix = "e" + i + "-";
          senders.add(threads.submit(() -> send(fixture, prefix)));
        }
        try {
          ahead.await();
          Set<String> before = new TreeSet<>(answered);
          int code = fixture.run(prompt, "backup", backup.toString());
          assertThat(code).as(prompt.said()).isZero();
          return before;
        } finally {
          isOver = true;
          for (Future<?> sender : senders) {
            sender.get();
          }
        }
      }
    }

    private Void send(ServiceFixture fixture, String prefix) throws IOException {
      for (int i = 0; !isOver; i++) {
        if (fixture.post(batch(prefix + i)).status() == 202) {
          answered.add(prefix + i);
        }
        ahead.countDown();
      }
      return null;
    }
  }

  @Test
  void whatWasAnsweredBeforeABackup_isRestoredAndDelivered_andTwiceIsOnlyWhatWentOutSince()
      throws Exception {
    Path backup = directory.resolve("backups/one");
    try (ServiceFixture fixture = new ServiceFixture(directory.resolve("old"))) {
      Set<String> first = new TreeSet<>();
      for (int i = 0; i < DELIVERED; i++) {
        first.add("e-" + i);
        assertThat(fixture.post(batch("e-" + i)).status()).isEqualTo(202);
      }
      fixture.awaitLedger("\"delivered\":" + DELIVERED);
      assertThat(fixture.run(prompt, "connections", "pause", "out")).isZero();
      Load load = new Load();
      Set<String> before = load.with(fixture, backup);
      assertThat(before).hasSizeGreaterThanOrEqualTo(AHEAD - SENDERS);
      assertThat(fixture.run(prompt, "connections", "resume", "out")).isZero();
      fixture.awaitLedger("\"pending\":0");
      List<String> sent = fixture.records();
      Set<String> all = found(NAME, sent);
      assertThat(all).containsAll(load.answered);
      assertThat(sent).as("the backup disturbs nothing").hasSameSizeAs(all);
      fixture.stop();

      restore(backup, directory.resolve("new"));
      String said = prompt.out();
      fixture.restartOn(directory.resolve("new"));
      assertThat(fixture.run(prompt, "connections", "resume", "out")).isZero();
      String ledger = fixture.awaitLedger("\"pending\":0");
      List<String> sentAgain = fixture.records().subList(sent.size(), fixture.records().size());
      Set<String> again = found(NAME, sentAgain);
      assertThat(again).containsAll(before).doesNotContainAnyElementsOf(first);
      assertThat(all).containsAll(again);
      assertThat(sentAgain).hasSameSizeAs(again);
      assertThat(said).contains("Of the " + again.size() + " that waited");
      assertThat(ledger)
          .contains("\"accepted\":" + (first.size() + again.size()), "\"balanced\":true");
      assertThat(found(ID, sentAgain))
          .hasSameSizeAs(again)
          .doesNotContainAnyElementsOf(found(ID, sent));
      assertThat(fixture.post(batch("e-0")).status()).isEqualTo(202);
      assertThat(fixture.awaitLedger("\"duplicates\":1"))
          .as("what came before the backup is known")
          .contains("\"duplicates\":1");
    }
  }

  private void restore(Path backup, Path home) {
    int code = prompt.run("restore", backup.toString(), "--data", home.resolve("data").toString());
    assertThat(code).as(prompt.said()).isZero();
  }

  @Test
  void whatARunningServiceBacksUp_isWhatBelongsToTheData_andOnlyInAnEmptyDirectory()
      throws IOException {
    Path backup = directory.resolve("backup");
    try (ServiceFixture fixture = new ServiceFixture(directory.resolve("old"))) {
      assertThat(fixture.run(prompt, "backup", backup.toString(), "--json"))
          .as(prompt.said())
          .isZero();
      assertThat(prompt.out()).startsWith("{\"directory\":\"" + backup + "\",\"bytes\":");
      try (Stream<Path> files = Files.walk(backup)) {
        assertThat(files.map(path -> path.getFileName().toString()))
            .contains("format", "SHA256SUMS", "CURRENT")
            .doesNotContain("console.token", "lock", "LOCK", "ballast");
      }
      assertThat(fixture.run(prompt, "backup", backup.toString())).isOne();
      assertThat(prompt.err()).contains(backup + " is not empty");
      assertThat(fixture.look("POST /api/backup", "127.0.0.1:" + fixture.consolePort()).status())
          .as("without the token")
          .isIn(401, 415);
    }
  }

  @Test
  void aServiceThatDoesNotRun_isBackedUpFromItsDirectory() throws IOException {
    Path home = directory.resolve("old");
    Path file = home.resolve("hydrant.yaml");
    Path backup = directory.resolve("backup");
    try (ServiceFixture fixture = new ServiceFixture(home)) {
      assertThat(fixture.post(batch("e-0")).status()).isEqualTo(202);
      fixture.awaitLedger("\"delivered\":1");
      fixture.stop();
      Files.writeString(file, ServiceFixture.yaml(fixture.emulator, "sendAsBatch: false", 0));
    }
    int code = prompt.run("backup", backup.toString(), "--config", file.toString());
    assertThat(code).as(prompt.said()).isZero();
    assertThat(home.resolve("data/checkpoint")).doesNotExist();
    String fresh = directory.resolve("new").toString();
    assertThat(prompt.run("restore", backup.toString(), "--data", fresh, "--json")).isZero();
    assertThat(prompt.out()).isEqualTo("{\"connection\":\"out\",\"waiting\":0,\"dead\":0}\n");
  }
}
