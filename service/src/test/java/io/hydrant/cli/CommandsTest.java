package io.hydrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.Repository;
import io.hydrant.cli.World.RunningService;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands say and with which code they end, short of a whole service.
class CommandsTest {
  private static final String VALID =
      """
      inputs: [{ name: a, key: k, secret: s }]
      connections: [{ name: out, deliveryStreamName: stream }]
      """;

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// A service that loses its store as soon as it is started.
  private record LostService(Configuration configuration) implements RunningService {
    @Override
    public int collectorPort() {
      return configuration.access().collector().address().port();
    }

    @Override
    public int consolePort() {
      return configuration.access().console().address().port();
    }

    @Override
    public List<String> reload(Configuration next) {
      return List.of();
    }

    @Override
    public void refused() {}

    @Override
    public void close() {}
  }

  private int run(String... arguments) {
    return run(Map.of(), false, arguments);
  }

  private int run(Map<String, String> environment, boolean isTerminal, String... arguments) {
    return Commands.run(world(environment, isTerminal), arguments);
  }

  private World world(Map<String, String> environment, boolean isTerminal) {
    World.Starter starter =
        (configuration, onLost) -> {
          if (configuration.inputs().getFirst().name().equals("unlucky")) {
            throw new IOException("the disk is on fire");
          }
          onLost.run();
          return new LostService(configuration);
        };
    World.Output output = new World.Output(stream(out), stream(err), isTerminal);
    return new World(
        "1.2.3", starter, Clock.system(), environment, InputStream.nullInputStream(), output);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("hydrant.yaml"), text).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | hydrant: Missing required subcommand; see hydrant --help",
        "nonsense | hydrant: Unmatched argument at index 0: 'nonsense'; see hydrant --help",
        "serve --nonsense | hydrant: Unknown option: '--nonsense'; see hydrant serve --help",
        "serve --config | hydrant: Missing required parameter for option '--config' (FILE); see"
            + " hydrant serve --help",
        "quickstart --for 5 | hydrant: Invalid value for option '--for': expected a duration like"
            + " 20s or 2m, got 5; see hydrant quickstart --help",
        "quickstart --port x | hydrant: Invalid value for option '--port': 'x' is not an int; see"
            + " hydrant quickstart --help",
        "ledger --table | hydrant: Unknown option: '--table'; see hydrant ledger --help",
      })
  void wrongUsageIsOneLine_andExitCode2(String arguments, String line) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(err()).isEqualTo(line + "\n");
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "serve",
        "check",
        "preview",
        "ledger",
        "connections",
        "alerts",
        "dead",
        "backup",
        "support",
        "restore",
        "store",
        "policy",
        "compare",
        "emulator"
      })
  void everyCommandHasHelpWithExamples(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out())
        .contains("Usage: hydrant " + command, "Examples:", "  hydrant " + command)
        .doesNotContain("\u001b");
    assertThat(err()).isEmpty();
  }

  @Test
  void versionIsSaid_byEveryCommand() {
    assertThat(run("--version")).isZero();
    assertThat(run("serve", "--version")).isZero();
    assertThat(out()).isEqualTo("hydrant 1.2.3\nhydrant 1.2.3\n");
  }

  @Test
  void coloursAreForTerminalsOnly_andNotForThoseWhoWantNone() {
    run(Map.of(), true, "--help");
    assertThat(out()).contains("\u001b");
    out.reset();
    run(Map.of("NO_COLOR", "1"), true, "--help");
    assertThat(out()).isNotEmpty().doesNotContain("\u001b");
  }

  @Test
  void validConfigurationIsSummedUp() throws IOException {
    String file = file(VALID);
    assertThat(run("check", "--config", file, "--offline")).isZero();
    assertThat(out())
        .isEqualTo(
            file
                + " is valid\n"
                + "  batches to http://127.0.0.1:8080, console on http://127.0.0.1:8090\n"
                + "  out: a -> stream in us-east-1\n");
  }

  @Test
  void everyErrorOfAConfigurationIsALine_andExitCode3() throws IOException {
    String file = file(VALID.replace("name: a", "nam: a") + "dat: x\n");
    for (List<String> command :
        List.of(
            List.of("check", "--offline", "--config", file), List.of("serve", "--config", file))) {
      err.reset();
      assertThat(run(command.toArray(new String[0]))).isEqualTo(3);
      assertThat(err().lines().toList())
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(line -> line.startsWith("hydrant: " + file + ":"));
    }
  }

  @Test
  void missingConfigurationIsALine_andExitCode3() {
    String file = directory.resolve("nothing.yaml").toString();
    assertThat(run("serve", "--config", file)).isEqualTo(3);
    assertThat(err()).isEqualTo("hydrant: " + file + ": there is no such file\n");
  }

  @Test
  void serviceThatCannotStartIsALine_andExitCode1() throws IOException {
    String file = file(VALID.replace("name: a", "name: unlucky"));
    assertThat(run("serve", "--config", file)).isEqualTo(1);
    assertThat(err()).isEqualTo("hydrant: the disk is on fire\n");
  }

  @Test
  void serviceThatLosesItsStoreEndsWithExitCode75() throws IOException {
    assertThat(run("serve", "--config", file(VALID))).isEqualTo(75);
  }

  @Test
  void serveIsTheSame_readByHandOrByPicocli() throws IOException {
    for (String text : List.of(VALID, VALID.replace("name: a", "nam: a"))) {
      String file = file(text);
      int code = run("serve", "--config", file);
      String said = err();
      err.reset();
      assertThat(run("serve", "--config=" + file)).isEqualTo(code);
      assertThat(err()).isEqualTo(said);
    }
  }

  @Test
  void serviceThatDoesNotAnswerIsALine_andExitCode4() throws IOException {
    assertThat(run("ledger", "--url", "http://127.0.0.1:1")).isEqualTo(4);
    String file = file(VALID + "console: { listen: 127.0.0.1:1 }\n");
    assertThat(run("ledger", "--config", file)).isEqualTo(4);
    assertThat(err())
        .isEqualTo(
            ("hydrant: no answer from http://127.0.0.1:1: is the service running?"
                    + " (--url, --config)\n")
                .repeat(2));
  }

  @Test
  void emulatorSaysWhatIsWrongWithItsScript() throws IOException {
    String script =
        Files.writeString(directory.resolve("f.yaml"), "- misfortune: hang\n- misfortune: rest")
            .toString();
    assertThat(run("emulator", "--port", "0", "--script", script)).isEqualTo(1);
    assertThat(err())
        .startsWith("hydrant: " + script + ":2: ")
        .endsWith("did you mean reset?\n")
        .hasLineCount(1);
  }

  @Test
  void everyLineOfTheRunbook_isOneThatTheCommandLineTakes() {
    List<String> lines =
        Repository.text("docs/runbook.md")
            .lines()
            .filter(line -> line.startsWith("./hydrant "))
            .map(line -> line.replaceFirst("^\\S+ ", "").replaceFirst(" > \\S+$", ""))
            .toList();
    assertThat(lines)
        .hasSizeGreaterThan(20)
        .allSatisfy(line ->
            assertThat(
                    Commands.line(world(Map.of(), false)).parseArgs(line.split(" ")).subcommand())
                .isNotNull());
  }
}
