package io.hydrant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's commands, run as they stand: a newcomer has nothing else.
final class ReadmeIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void blocks_doWhatTheyPromise() throws Exception {
    Blocks blocks = Blocks.of(ROOT.resolve("README.md"));
    List<String> shell = blocks.in("sh");
    assertThat(shell).hasSize(5);
    String quickstart = shell.get(0);
    String ownEvent = shell.get(1);
    String ledger = shell.get(2);
    String check = shell.get(3);

    try (Shell running =
        Shell.start("exec " + quickstart, ROOT, folder.resolve("quickstart"), Map.of())) {
      running.await(PATIENCE, List.of("\"quickstart-sample\""));
      String answer = Shell.run(ownEvent, ROOT, folder.resolve("curl"), Map.of());
      assertThat(answer).contains("202").containsIgnoringCase("X-Hydrant-Request-Id");
      running.await(PATIENCE, List.of("\"Hello\""));
      assertThat(Shell.run(ledger, ROOT, folder.resolve("ledger"), Map.of()))
          .contains("quickstart");
      assertThat(running.interrupt()).isIn(0, 130);
    }

    Files.writeString(folder.resolve("hydrant.yaml"), blocks.in("yaml").getFirst());
    String checkHere = check.replace("./hydrant", ROOT.resolve("hydrant").toString());
    Shell.run(checkHere, folder, folder.resolve("check"), Map.of());
  }

  @Test
  void testCommand_isWhatCiRuns() throws Exception {
    String command = Blocks.of(ROOT.resolve("README.md")).in("sh").getLast();
    assertThat(command).isEqualTo("mvn verify");
    assertThat(Files.readString(ROOT.resolve(".ci/run"))).containsPattern("mvn (-\\S+ )*verify");
  }
}
