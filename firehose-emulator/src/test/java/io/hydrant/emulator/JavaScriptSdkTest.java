package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The AWS SDK for JavaScript, unchanged, against the emulator. Installed by npm into `target`;
/// skipped, aloud, where there is no node, no npm or no registry.
class JavaScriptSdkTest {
  private static final Path FOLDER = Path.of("target", "javascript-sdk").toAbsolutePath();

  @Test
  void the_sdk_for_javascript_works_unchanged() throws Exception {
    install();
    try (Emulator emulator =
        Emulator.start(EmulatorOptions.builder().stream("s").stream("partial").build())) {
      emulator.script(Fault.once(Misfortune.throttled(Which.at(1))).of("partial"));

      Finished node =
          run(
              List.of(
                  "node",
                  "--no-warnings",
                  "exchange.js",
                  emulator.endpoint().toString(),
                  AccessKey.LOCAL.id(),
                  AccessKey.LOCAL.secret()));

      assertThat(node.exitCode()).as(node.output()).isZero();
      List<String> exchanges = node.output().lines().toList();
      assertThat(exchanges).hasSize(10);
      assertThat(exchanges.subList(0, 5))
          .containsExactly(
              "[\"put\",[224,false]]",
              "[\"batch\",[0,2]]",
              "[\"partial\",[1,\"ServiceUnavailableException\"]]",
              "[\"unknown\",\"ResourceNotFoundException\",\"Firehose nosuch not found under account"
                  + " 111122223333.\",400]",
              "[\"refused\",\"ValidationException\",\"1 validation error detected: Value 'a b' at"
                  + " 'deliveryStreamName' failed to satisfy constraint: Member must satisfy regular"
                  + " expression pattern: [a-zA-Z0-9_.-]+\",400]");
      assertThat(exchanges.get(5)).startsWith("[\"secret\",\"InvalidSignatureException\",");
      assertThat(exchanges.get(6)).endsWith(":111122223333:deliverystream/t\"]");
      assertThat(exchanges.get(7)).isEqualTo("[\"list\",[[\"partial\",\"s\",\"t\"],false]]");
      assertThat(exchanges.get(8)).startsWith("[\"describe\",[\"ACTIVE\",\"20");
      assertThat(exchanges.get(9)).isEqualTo("[\"delete\",200]");
      assertThat(emulator.records("s", 0).get(1).data())
          .isEqualTo("zwei ü\n".getBytes(StandardCharsets.UTF_8));
      assertThat(emulator.totals("s").bytes()).isEqualTo(4 + 8 + 900_000);
      assertThat(emulator.totals("partial").records()).isEqualTo(1);
    }
  }

  private static void install() throws Exception {
    Files.createDirectories(FOLDER);
    copy("package.json");
    copy("exchange.js");
    try {
      Finished node = run(List.of("node", "--version"));
      skipUnless(node.exitCode() == 0, "node does not run");
      if (!Files.exists(FOLDER.resolve("node_modules/@aws-sdk/client-firehose/package.json"))) {
        Finished npm =
            run(
                List.of(
                    "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"));
        skipUnless(npm.exitCode() == 0, "npm can not install it: " + npm.output());
      }
    } catch (IOException e) {
      skipUnless(false, String.valueOf(e.getMessage()));
    }
  }

  private static void skipUnless(boolean possible, String why) {
    if (!possible) {
      System.out.println("SKIPPED the SDK for JavaScript: " + why);
      Assumptions.abort("SKIPPED the SDK for JavaScript: " + why);
    }
  }

  private static void copy(String name) throws IOException {
    try (InputStream from =
        Objects.requireNonNull(
            JavaScriptSdkTest.class.getResourceAsStream("/javascript-sdk/" + name))) {
      Files.copy(from, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// What a command said, both outputs together.
  private record Finished(int exitCode, String output) {}

  private static Finished run(List<String> command) throws IOException, InterruptedException {
    Path output = FOLDER.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return new Finished(-1, Arrays.toString(command.toArray()) + " took more than 90 s");
    }
    return new Finished(process.exitValue(), Files.readString(output));
  }
}
