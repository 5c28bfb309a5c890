package io.hydrant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/emulator.md, run as they stand but for the port.
final class EmulatorPageIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void blocks_doWhatThePageSays() throws Exception {
    Blocks blocks = Blocks.of(ROOT.resolve("docs/emulator.md"));
    Files.writeString(folder.resolve("faults.yaml"), blocks.in("yaml").getFirst());
    String port = String.valueOf(FreePort.find());
    List<String> shell =
        blocks.in("sh").stream()
            .map(block ->
                block
                    .replace("4573", port)
                    .replace("./hydrant", ROOT.resolve("hydrant").toString()))
            .toList();
    assertThat(shell).hasSize(5);
    try (Shell running =
        Shell.start("exec " + shell.getFirst(), folder, folder.resolve("emulator"), Map.of())) {
      running.await(PATIENCE, List.of("accessKeyId: ", "secretAccessKey: "));
      assertThat(run(shell.get(1))).contains("DELETING", "\"for\":\"PT10M\"");
      assertThat(run(shell.get(2))).contains("ThrottlingException", "\"share\":0.01", "DELETING");
      assertThat(run(shell.get(3))).isEqualTo("{\"faults\":[]}");
      assertThat(run(shell.get(4)))
          .contains("\"name\":\"my-stream\"", "\"billedUnits\":0", "\"next\":0");
      assertThat(running.interrupt()).isIn(0, 130);
    }
  }

  private String run(String block) throws Exception {
    return Shell.run(block, folder, folder.resolve("printed"), Map.of());
  }
}
