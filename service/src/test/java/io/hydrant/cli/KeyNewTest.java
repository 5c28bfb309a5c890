package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `hydrant key new` makes.
class KeyNewTest {
  private static final Pattern SECRET = Pattern.compile("hyd_[A-Za-z0-9_-]{32}");

  private final Prompt prompt = new Prompt();

  @Test
  void whatIsPrintedIsPasted_andKeepsTheHashAlone(@TempDir Path folder) throws Exception {
    assertThat(prompt.run("key", "new", "--name", "123")).isZero();
    String printed = prompt.out();
    Matcher secret = SECRET.matcher(printed);
    assertThat(secret.results()).as("shown once").hasSize(1);
    assertThat(secret.reset().find()).isTrue();
    byte[] hash = Sha256.of(secret.group().getBytes(StandardCharsets.UTF_8));
    assertThat(printed).contains("secretSha256: \"" + HexFormat.of().formatHex(hash) + "\"");
    Path file =
        Files.writeString(
            folder.resolve("hydrant.yaml"),
            printed + "connections: [{ name: out, deliveryStreamName: s, inputs: [\"123\"] }]\n");
    assertThat(prompt.run("check", "--offline", "--config", file.toString()))
        .as(prompt.said())
        .isZero();
  }

  @Test
  void noTwoAreTheSame() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      assertThat(prompt.run("key", "new", "--json")).isZero();
      assertThat(prompt.out())
          .startsWith("{\"name\":\"new-input\",\"key\":\"key-")
          .endsWith("\"}\n");
      made.add(prompt.out().replaceFirst(".*\"key\":\"([^\"]+)\".*\n", "$1"));
      made.add(prompt.out().replaceFirst(".*\"secret\":\"([^\"]+)\".*\n", "$1"));
    }
    assertThat(made).hasSize(200);
  }

  @Test
  void aNameThatIsNone_isALine_andExitCode2() {
    assertThat(prompt.run("key", "new", "--name", "a: b")).isEqualTo(2);
    assertThat(prompt.err()).startsWith("hydrant: --name: expected").hasLineCount(1);
  }
}
