package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as they are found on disks: the specification's example, what is no YAML, what fills
/// values in.
class ConfigurationFileTest {
  @TempDir Path directory = Path.of("");

  @Test
  void theExampleOfTheSpecificationIsRead() throws IOException {
    Files.writeString(directory.resolve("aws"), Written.AWS_SECRET + "\n");
    String example = example().replace("/run/secrets/aws", "aws");
    Configuration read = accepted(example);
    assertThat(read.storage().data()).isEqualTo(directory.toAbsolutePath().resolve("data"));
    assertThat(read.inputs().getFirst().apiKey().secrets())
        .containsExactly(Secret.of(Written.INPUT_SECRET));
    Connection connection = read.connections().getFirst();
    assertThat(connection.delivery())
        .isEqualTo(
            new Delivery(
                "my-stream",
                "eu-west-1",
                null,
                new Credentials.AccessKeys(
                    Secret.of("AKIAIOSFODNN7EXAMPLE"), Secret.of(Written.AWS_SECRET), null),
                null,
                null));
    assertThat(((Content) connection.content()).uniqueId()).isEqualTo("abc123123");
    Connection audiences = read.connections().getLast();
    assertThat(audiences.content()).isInstanceOf(AudienceContent.class);
    assertThat(read.fedBy(read.inputs().getFirst())).containsExactly(connection, audiences);
  }

  @Test
  void noFile() {
    Path file = directory.resolve("none.yaml");
    assertThat(shown(ConfigurationFile.load(file, Map.of())))
        .containsExactly(file + ": there is no such file");
  }

  @Test
  void aDirectory() {
    assertThat(shown(ConfigurationFile.load(directory, Map.of())))
        .singleElement()
        .asString()
        .startsWith(directory + ": cannot be read: ");
  }

  @Test
  void notUtf8() throws IOException {
    Path file = directory.resolve("hydrant.yaml");
    Files.write(file, "uniqueId: Zürich".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(shown(ConfigurationFile.load(file, Map.of())))
        .containsExactly(file + ": not UTF-8 text");
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreNothing() throws IOException {
    Path file = directory.resolve("hydrant.yaml");
    Files.writeString(file, "\uFEFF" + new Written().text().replace("\n", "\r\n"));
    assertThat(ConfigurationFile.load(file, Written.ENVIRONMENT))
        .isInstanceOf(Loaded.Accepted.class);
  }

  @Test
  void tooLarge() throws IOException {
    Path file = directory.resolve("hydrant.yaml");
    Files.writeString(file, "#".repeat((1 << 20) + 1));
    assertThat(shown(ConfigurationFile.load(file, Map.of())))
        .containsExactly(file + ": larger than 1MiB");
    assertThat(refused("#".repeat((1 << 20) + 1))).containsExactly("larger than 1MiB");
  }

  @Test
  void nothingInIt() {
    assertThat(refused("# soon\n"))
        .containsExactly(
            "nothing is configured; docs/configuration.md has an example to start from");
    assertThat(refused("[]")).containsExactly("1:1: expected keys and values, got a list");
  }

  @Test
  void brokenYamlIsNamedByPlace() {
    assertThat(refused("data: ./data\n\tinputs: x\n"))
        .singleElement()
        .asString()
        .startsWith("2:1:");
    assertThat(refused("data: {\n")).singleElement().asString().startsWith("2:1: no valid YAML");
    assertThat(refused("data: \"x\n")).singleElement().asString().startsWith("2:1: no valid YAML");
    assertThat(refused("data: @x\n"))
        .containsExactly(
            "1:7: no valid YAML: a value that starts with @, `, % or a tab needs quotes");
    assertThat(refused("data: x\n---\ndata: y\n"))
        .containsExactly("2:1: no valid YAML: more than one document");
    assertThat(refused("data: \u0007\n"))
        .containsExactly("no valid YAML: it holds a character that YAML does not allow");
  }

  @Test
  void tagsAreRefused() {
    String text = new Written().with(Section.INPUT, "secret", "!env IOS_SECRET").text();
    assertThat(refused(text))
        .containsExactly(
            "4:13: tags are not supported; a value that starts with *, & or ! needs quotes");
    assertThat(refused("inputs: !!set {}")).singleElement().asString().startsWith("1:9: tags");
  }

  @Test
  void anAliasIsItsValue() {
    String text =
        """
        inputs: [&input { name: a, key: k, secret: s/1, limits: &limits { attributes: 7 } }]
        connections:
          - { name: c, deliveryStreamName: &stream my-stream, inputs: &inputs [a] }
          - { name: d, deliveryStreamName: *stream, inputs: *inputs }
        """;
    assertThat(accepted(text).connections().getLast().delivery().deliveryStreamName())
        .isEqualTo("my-stream");
    assertThat(refused("data: *nowhere\n"))
        .containsExactly("1:7: no valid YAML: a value that starts with *, & or ! needs quotes");
  }

  @Test
  void mergingIsRefused() {
    String text = "inputs: [&i { name: a, key: k, secret: s/1 }, { <<: *i, name: b, key: l }]\n";
    assertThat(refused(text + "connections: [{ name: c, deliveryStreamName: s }]\n"))
        .contains(
            "1:49: inputs[1].<<: merging is not supported; write the keys out, or use an alias for"
                + " a whole value");
  }

  @Test
  void bombsAreRefusedFast() {
    assertThat(refused("data: " + "[".repeat(100_000))).hasSize(1);
    StringBuilder laughs = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c <= 'j'; c++) {
      String before = "*" + (char) (c - 1) + ",";
      laughs.append(c).append(": &").append(c).append(" [").append(before.repeat(9)).append("]\n");
    }
    assertThat(refused(laughs.toString()))
        .containsExactly("with its aliases followed it is larger than 200000 values");
    assertThat(refused("data: &x [*x]\n")).hasSize(1);
  }

  @Test
  void substitutionFillsInAndSaysWhatItCannot() throws IOException {
    Files.writeString(directory.resolve("region"), "eu-west-1\r\n");
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF});
    Files.write(directory.resolve("large"), new byte[70_000]);
    assertThat(accepted(region("${file:region}")).connections().getFirst().delivery())
        .extracting(Delivery::awsRegion)
        .isEqualTo("eu-west-1");
    assertThat(refused(region("${env:NONE}")))
        .singleElement()
        .asString()
        .contains("${env:NONE}: this environment variable is not set");
    assertThat(refused(region("${file:none}")))
        .singleElement()
        .asString()
        .contains("${file:none}: there is no such file (seen from " + directory);
    assertThat(refused(region("${file:binary}")))
        .singleElement()
        .asString()
        .contains("not UTF-8 text");
    assertThat(refused(region("${file:large}")))
        .singleElement()
        .asString()
        .contains("larger than 64KiB");
    assertThat(refused(region("${file:.}"))).singleElement().asString().contains("cannot be read");
    assertThat(refused(region("${IOS_SECRET}")))
        .singleElement()
        .asString()
        .contains("expected ${env:NAME} or ${file:PATH} after ${, or $${");
    assertThat(refused(region("\"${env:IOS_SECRET\"")))
        .singleElement()
        .asString()
        .contains("expected ${env:NAME}");
    assertThat(refused(region("${env:EMPTY}")))
        .singleElement()
        .asString()
        .contains("expected an AWS region like eu-west-1, got ${env:EMPTY}");
  }

  @Test
  void substitutionWorksForNumbersAndInsideText_andCanBeEscaped() {
    Map<String, String> environment = Map.of("RATE", "500", "ON", "false", "X", "${env:RATE}");
    Written written =
        new Written()
            .with(Section.INPUT, "secret", "a/b")
            .with(Section.INPUT, "rate", "${env:RATE}")
            .with(Section.CONNECTION, "sendHistorical", "${env:ON}")
            .with(Section.CONNECTION, "uniqueId", "$${env:RATE}=${env:RATE}, ${env:X}");
    Configuration read =
        accepted(ConfigurationFile.parse(written.text(), "f", directory, environment));
    assertThat(read.inputs().getFirst().quota().batchesPerSecond()).isEqualTo(500);
    Content content = (Content) read.connections().getFirst().content();
    assertThat(content.is(Toggle.SEND_HISTORICAL)).isFalse();
    assertThat(content.uniqueId()).isEqualTo("${env:RATE}=500, ${env:RATE}");
  }

  @Test
  void whatIsFilledInIsNeverShown() {
    String secret = "${env:IOS_SECRET}";
    for (Setting<?> setting : Definitions.ALL) {
      String text = new Written().with(setting.section(), setting.key(), secret).text();
      if (Written.load(text) instanceof Loaded.Refused refused) {
        assertThat(refused.toString()).as(text).doesNotContain(Written.INPUT_SECRET);
      }
    }
    assertThat(Written.load(new Written().text()).toString())
        .contains("secrets=[***]")
        .doesNotContain(Written.INPUT_SECRET);
  }

  private static String region(String yaml) {
    return new Written().with(Section.CONNECTION, "awsRegion", yaml).text();
  }

  private Configuration accepted(String text) {
    return accepted(ConfigurationFile.parse(text, "hydrant.yaml", directory, Written.ENVIRONMENT));
  }

  private static Configuration accepted(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
    return ((Loaded.Accepted) loaded).configuration();
  }

  private List<String> refused(String text) {
    String name = "hydrant.yaml";
    return shown(ConfigurationFile.parse(text, name, directory, Written.ENVIRONMENT)).stream()
        .map(error -> error.replaceFirst("^hydrant\\.yaml: ?", ""))
        .toList();
  }

  private static List<String> shown(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    return ((Loaded.Refused) loaded).errors().stream().map(ConfigurationError::toString).toList();
  }

  private static String example() {
    try (InputStream in =
        ConfigurationFileTest.class.getResourceAsStream("interface-example.yaml")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
