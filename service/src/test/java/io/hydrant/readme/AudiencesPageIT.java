package io.hydrant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.FreePort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/audiences.md, run as they stand but for the ports.
final class AudiencesPageIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern DATA = Pattern.compile("\"data\":\"([A-Za-z0-9+/=]+)\"");

  @TempDir Path folder;
  private final String emulatorPort = String.valueOf(FreePort.find());
  private final String collectorPort = String.valueOf(FreePort.find());
  private final String consolePort = String.valueOf(FreePort.find());

  @Test
  void blocks_leadFromAnEmptyAudienceToARecord() throws Exception {
    Blocks blocks = Blocks.of(ROOT.resolve("docs/audiences.md"));
    Files.writeString(
        folder.resolve("audiences.yaml"),
        "collector: { listen: 127.0.0.1:%s }\nconsole: { listen: 127.0.0.1:%s }\n"
                .formatted(collectorPort, consolePort)
            + here(blocks.in("yaml").getFirst()));
    List<String> shell = blocks.in("sh").stream().map(this::here).toList();
    assertThat(shell).hasSize(6);
    try (Shell emulator = start(shell.get(0), "emulator")) {
      emulator.await(PATIENCE, List.of("secretAccessKey: "));
      try (Shell service = start(shell.get(1), "service")) {
        service.await(PATIENCE, List.of("batches to"));
        run(shell.get(2));
        run(shell.get(3));
        assertThat(data(run(shell.get(4))).replaceFirst("\"\\d{10}\"", "\"1795826400\""))
            .isEqualTo(blocks.in("json").getFirst().strip());
        assertThat(run(shell.get(5)))
            .contains("\"name\":\"low engagement\"", "\"members\":1", "app-audiences");
        service.interrupt();
      }
      emulator.interrupt();
    }
  }

  /// What arrived, decoded.
  private static String data(String answer) {
    Matcher data = DATA.matcher(answer);
    assertThat(data.find()).as(answer).isTrue();
    byte[] decoded = Base64.getDecoder().decode(data.group(1));
    return new String(decoded, StandardCharsets.UTF_8).strip();
  }

  private String here(String block) {
    return block
        .replace("4573", emulatorPort)
        .replace("127.0.0.1:8080", "127.0.0.1:" + collectorPort)
        .replace("emulator --stream", "emulator --port " + emulatorPort + " --stream")
        .replace("./hydrant", ROOT.resolve("hydrant").toString());
  }

  private Shell start(String block, String name) throws Exception {
    return Shell.start("exec " + block, folder, folder.resolve(name), Map.of());
  }

  private String run(String block) throws Exception {
    return Shell.run(block, folder, folder.resolve("printed"), Map.of());
  }
}
