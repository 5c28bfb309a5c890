package io.hydrant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/migration.md, as the command line takes them in this process, and what the
/// page says that they print.
final class MigrationPageTest {
  private static final Path PAGE = Path.of("..").resolve("docs/migration.md");

  @TempDir Path folder;
  private final Prompt prompt = new Prompt();

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /// Runs a line of the page with its files, a pipe and what it writes to; its exit code.
  private int run(String line) throws IOException {
    String[] pipe = line.split(" \\| ", -1);
    if (pipe.length == 2) {
      prompt.given(Files.readString(folder.resolve(pipe[0].replace("cat ", ""))));
    }
    String[] into = pipe[pipe.length - 1].split(" > ", -1);
    List<String> words = new ArrayList<>(List.of(into[0].split(" ", -1)));
    assertThat(words.removeFirst()).isEqualTo("./hydrant");
    words.replaceAll(word -> word.contains(".") ? folder.resolve(word).toString() : word);
    int code = prompt.run(words.toArray(new String[0]));
    if (into.length == 2) {
      file(into[1], prompt.out());
    }
    return code;
  }

  @Test
  void lines_doWhatThePageSays() throws IOException {
    Blocks blocks = Blocks.of(PAGE);
    file("migrate.yaml", blocks.in("yaml").getFirst().replace("${env:BACKEND_SECRET}", "s"));
    file("batch.json", blocks.in("json").getFirst());
    file("hosted.ndjson", blocks.in("ndjson").getFirst());
    List<String> lines =
        blocks.in("sh").stream()
            .flatMap(String::lines)
            .filter(line -> line.contains("./hydrant"))
            .toList();
    assertThat(lines).hasSize(4);
    assertThat(run(lines.get(0))).as(prompt.said()).isZero();
    assertThat(run(lines.get(1))).as(prompt.said()).isZero();
    assertThat(run(lines.get(2))).as(prompt.said()).isEqualTo(1);
    assertThat(prompt.out()).startsWith(blocks.in("").getFirst());
    assertThat(prompt.out())
        .containsOnlyOnce("user_attributes.plan")
        .contains("\"silver\" | \"gold\"");
    assertThat(prompt.out().lines()).as("no other member differs").hasSize(6);
    assertThat(run(lines.get(3))).as(prompt.said()).isZero();
  }
}
