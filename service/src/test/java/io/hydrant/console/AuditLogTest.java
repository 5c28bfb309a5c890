package io.hydrant.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.Prompt;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries of the audit log cannot be changed or taken out unseen.
class AuditLogTest {
  @TempDir private Path data;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = data.resolve(AuditLog.FILE);
    add("/connections/pause", "app-events");
    add("/dead/reveal", "3-h3v6qsd1xs-0");
    add("/sign-out", "\"\n\u202e</script>");
  }

  private void add(String deed, String what) throws IOException {
    try (AuditLog log = AuditLog.open(data, Clock.system())) {
      log.record("ada", deed, what, "x7f3a-1");
    }
  }

  private static Path written(Path file, List<String> lines) throws IOException {
    return Files.write(file.resolveSibling("changed.log"), lines);
  }

  @Test
  void eachEntryIsALine_alsoOverRestarts() throws IOException {
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .first()
        .asString()
        .contains("\"who\":\"ada\",\"deed\":\"/connections/pause\",\"what\":\"app-events\"");
    assertThat(AuditLog.verify(file)).isEqualTo(new AuditLog.Verified(3, 0));
  }

  @Test
  void aChangedByteIsFound_whereverItIs() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length - 1; i++) {
      if (whole[i] != '\n') {
        byte[] changed = whole.clone();
        changed[i] ^= 1;
        Path copy = Files.write(data.resolve("changed.log"), changed);
        // Bytes of a line before its own count for it: the line that is named is the changed one.
        int line = (int) new String(whole, 0, i, StandardCharsets.UTF_8).lines().count();
        boolean isFirstOfLine = i == 0 || whole[i - 1] == '\n';
        assertThat(verified(copy)).as("byte %d", i).isEqualTo(isFirstOfLine ? line + 1 : line);
      }
    }
  }

  /// What is no UTF-8 any more is wrong as well.
  private static int verified(Path copy) throws IOException {
    return AuditLog.verify(copy).wrongLine();
  }

  @Test
  void anEntryThatIsTakenOut_orPutElsewhere_isFound() throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < 2; i++) {
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      assertThat(AuditLog.verify(written(file, fewer)).wrongLine()).isEqualTo(i + 1);
    }
    assertThat(AuditLog.verify(written(file, lines.reversed())).wrongLine()).isEqualTo(1);
  }

  @Test
  void aLineThatACrashBrokeOff_goes_andTheChainGoesOn() throws IOException {
    Files.writeString(file, "{\"time\":\"2026", StandardOpenOption.APPEND);
    add("/dead/discard", "app-events");
    assertThat(AuditLog.verify(file)).isEqualTo(new AuditLog.Verified(4, 0));
  }

  @Test
  void theCommandNamesTheLine() throws IOException {
    Prompt prompt = new Prompt();
    assertThat(prompt.run("audit", "verify", "--file", file.toString())).isZero();
    assertThat(prompt.out()).startsWith("3 entries");
    Path changed = written(file, Files.readAllLines(file).subList(1, 3));
    assertThat(prompt.run("audit", "verify", "--file", changed.toString())).isEqualTo(1);
    assertThat(prompt.err()).contains("changed.log:1: was changed");
  }
}
