package io.hydrant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/preview.md, run as they stand, and what the page says that they print.
final class PreviewPageIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Blocks blocks;

  @BeforeEach
  void files() throws IOException {
    blocks = Blocks.of(ROOT.resolve("docs/preview.md"));
    Files.writeString(folder.resolve("preview.yaml"), blocks.in("yaml").getFirst());
    Files.writeString(folder.resolve("batch.json"), blocks.in("json").getFirst());
  }

  private String run(int number) throws IOException, InterruptedException {
    String block =
        blocks
            .in("sh")
            .get(number)
            .replace("./hydrant", ROOT.resolve("hydrant").toString())
            .replace("docs/", ROOT.resolve("docs") + "/");
    return Shell.run(block, folder, folder.resolve("printed" + number), Map.of());
  }

  @Test
  void blocks_doWhatThePageSays() throws Exception {
    assertThat(blocks.in("sh")).hasSize(4);
    assertThat(run(0)).contains("message 1: 2 events,", "\"Cart\"", "\"latitude\": 47.4");
    assertThat(run(1)).contains("`sendScreenViews`<br>*Send Screen Views*");
    List<String> said = blocks.in("").getFirst().lines().toList();
    assertThat(run(2)).doesNotContain("Cart", "latitude").contains(said);
    assertThat(run(3)).startsWith("{\"connection\":\"app-events\",").contains("\"leftOut\":[{");
  }
}
