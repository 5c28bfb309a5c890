package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every key does what it says: what it reads, and what holds without it.
class EverySettingTest {
  private static final String HOOK = "https://hooks.example.com/services/T0/B0/x?y=z";
  private static final URI ENDPOINT = URI.create("http://127.0.0.1:4573");

  /// A key, where its value is found, and what is found there.
  ///
  /// @param written a value other than the default
  record Row(
      String path,
      String written,
      Function<Configuration, @Nullable Object> found,
      @Nullable Object standard,
      @Nullable Object read) {
    @Override
    public String toString() {
      return path;
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>(service());
    rows.addAll(AccessRows.all());
    rows.addAll(inputs());
    rows.addAll(LimitRows.all());
    rows.addAll(SenderRows.all());
    rows.addAll(outputs());
    rows.addAll(connections());
    rows.addAll(bounds());
    rows.addAll(content());
    rows.addAll(AudienceRows.all());
    for (Toggle toggle : Toggle.values()) {
      boolean standard = toggle.standard();
      rows.add(
          new Row(
              "connections[]." + toggle.key(),
              Boolean.toString(!standard),
              configuration -> content(configuration).is(toggle),
              standard,
              !standard));
    }
    return rows;
  }

  private static List<Row> service() {
    return List.of(
        new Row(
            "data",
            "/var/lib/hydrant",
            configuration -> configuration.storage().data(),
            Path.of("/etc/hydrant/data"),
            Path.of("/var/lib/hydrant")),
        new Row(
            "diskReserve",
            "4GiB",
            configuration -> configuration.storage().diskReserveBytes(),
            1L << 30,
            4L << 30),
        new Row(
            "dedup.maxMarks",
            "50000000",
            configuration -> configuration.storage().dedupMarksMax(),
            1_000_000_000L,
            50_000_000L),
        new Row(
            "alerts.webhook",
            HOOK,
            configuration -> configuration.notice().webhook(),
            null,
            Secret.of(HOOK)),
        new Row(
            "alerts.secret",
            "sign",
            configuration -> configuration.notice().secret(),
            null,
            Secret.of("sign")),
        new Row("log.format", "json", c -> c.logging().isJson(), false, true),
        new Row("log.level", "debug", c -> c.logging().level(), "info", "debug"));
  }

  private static List<Row> inputs() {
    return List.of(
        new Row("inputs[].name", "web", c -> input(c).name(), "ios-app", "web"),
        new Row("inputs[].key", "us2-f", c -> input(c).key(), "us1-0123456789abcdef", "us2-f"),
        new Row("inputs[].rate", "500", c -> input(c).quota().batchesPerSecond(), null, 500),
        new Row("inputs[].concurrency", "64", c -> input(c).quota().requestsAtOnce(), null, 64),
        new Row(
            "inputs[].limits",
            "off",
            c -> input(c).limits(),
            new Limits(
                new Limits.Requests(262_144, 131_072, 100),
                new Limits.Attributes(100, 4096),
                new Limits.UserAttributes(100, 4096, 1000, 512),
                256),
            Limits.off(262_144)));
  }

  private static List<Row> outputs() {
    Function<Configuration, @Nullable Object> credentials =
        c -> connection(c).delivery().credentials();
    Function<Configuration, @Nullable Object> endpoint = c -> connection(c).delivery().endpoint();
    Credentials chain = new Credentials.DefaultChain();
    Secret id = Secret.of("AKIAIOSFODNN7EXAMPLE");
    Secret secret = Secret.of(Written.AWS_SECRET);
    Credentials keys = new Credentials.AccessKeys(id, secret, null);
    Credentials temporary = new Credentials.AccessKeys(id, secret, Secret.of("token"));
    String role = "arn:aws:iam::111122223333:role/hydrant";
    return List.of(
        new Row("outputs[].name", "aws", endpoint, null, ENDPOINT),
        new Row("outputs[].accessKeyId", "${env:AWS_KEY}", credentials, chain, keys),
        new Row("outputs[].secretAccessKey", Written.AWS_SECRET, credentials, chain, keys),
        new Row("outputs[].sessionToken", "token", credentials, chain, temporary),
        new Row(
            "outputs[].profile", "hydrant", credentials, chain, new Credentials.Profile("hydrant")),
        new Row(
            "outputs[].roleArn",
            role,
            c -> connection(c).delivery().role(),
            null,
            new AssumedRole(role, null)),
        new Row(
            "outputs[].externalId",
            "h-7f3a",
            c -> connection(c).delivery().role(),
            null,
            new AssumedRole(role, "h-7f3a")),
        new Row("outputs[].endpoint", ENDPOINT.toString(), endpoint, null, ENDPOINT));
  }

  private static List<Row> connections() {
    return List.of(
        new Row("connections[].name", "web", c -> connection(c).name(), "app-events", "web"),
        new Row(
            "connections[].type",
            "audience",
            c -> connection(c).content() instanceof AudienceContent,
            false,
            true),
        new Row(
            "connections[].inputs",
            "[ios-app]",
            c -> connection(c).inputs(),
            List.of("ios-app"),
            List.of("ios-app")),
        new Row(
            "connections[].output",
            "aws",
            c -> connection(c).delivery().endpoint(),
            null,
            ENDPOINT),
        new Row(
            "connections[].deliveryStreamName",
            "other",
            c -> connection(c).delivery().deliveryStreamName(),
            "my-stream",
            "other"),
        new Row(
            "connections[].awsRegion",
            "eu-west-1",
            c -> connection(c).delivery().awsRegion(),
            "us-east-1",
            "eu-west-1"),
        new Row(
            "connections[].sendAliasRequests",
            "true",
            c -> connection(c).sendsAliases(),
            false,
            true),
        new Row("connections[].enabled", "false", c -> connection(c).duty(), Duty.SEND, Duty.HOLD),
        new Row(
            "connections[].whileDisabled",
            "discard",
            c -> connection(c).duty(),
            Duty.SEND,
            Duty.DISCARD));
  }

  private static List<Row> bounds() {
    return List.of(
        new Row(
            "connections[].retryFor",
            "3d",
            c -> connection(c).bounds().retryFor(),
            Duration.ofDays(7),
            Duration.ofDays(3)),
        new Row(
            "connections[].deadLetterRetention",
            "30d",
            c -> connection(c).bounds().deadLetterRetention(),
            null,
            Duration.ofDays(30)),
        new Row(
            "connections[].maxPendingBytes",
            "10GiB",
            c -> connection(c).bounds().pending(),
            null,
            new Pending(10L << 30, WhenFull.REFUSE)),
        new Row(
            "connections[].whenFull",
            "discard",
            c -> connection(c).bounds().pending(),
            null,
            new Pending(1L << 30, WhenFull.DISCARD)));
  }

  private static List<Row> content() {
    Function<Configuration, @Nullable Object> batching = c -> content(c).batching();
    Batching windows = new Batching.Windows(600_000);
    Function<Configuration, @Nullable Object> packing = c -> connection(c).delivery().packing();
    return List.of(
        new Row(
            "connections[].uniqueId", "abc123123", c -> content(c).uniqueId(), null, "abc123123"),
        new Row("connections[].schemaVersion", "1", c -> content(c).schemaVersion(), 2, 1),
        new Row(
            "connections[].environment",
            "production",
            c -> content(c).environment(),
            EnvironmentFilter.ALL,
            EnvironmentFilter.PRODUCTION),
        new Row(
            "connections[].metadataFieldExclusion",
            "[device_info.a.b, c]",
            c -> content(c).metadataFieldExclusion(),
            List.of(),
            List.of(new MetadataField(null, "c"), new MetadataField("device_info", "a.b"))),
        new Row(
            "connections[].sendAsBatch", "false", batching, windows, new Batching.SingleEvents()),
        new Row(
            "connections[].batchInterval", "90s", batching, windows, new Batching.Windows(90_000)),
        new Row(
            "connections[].waitForCompleteBatch",
            "true",
            batching,
            windows,
            new Batching.Sessions(1_800_000)),
        new Row(
            "connections[].sessionTimeout",
            "90s",
            batching,
            windows,
            new Batching.Sessions(90_000)),
        new Row("connections[].packing", "{ enabled: true }", packing, null, Packing.STANDARD),
        new Row("connections[].packing.enabled", "true", packing, null, Packing.STANDARD),
        new Row("connections[].packing.targetBytes", "20480", packing, null, new Packing(20_480)),
        new Row(
            "connections[].recordDelimiter",
            "none",
            c -> content(c).recordDelimiter(),
            RecordDelimiter.NEWLINE,
            RecordDelimiter.NONE));
  }

  @Test
  void theTableNamesEverySettingThatWorks() {
    List<Section> containers =
        List.of(
            Section.COLLECTOR,
            Section.COLLECTOR_TLS,
            Section.CONSOLE,
            Section.CONSOLE_TLS,
            Section.METRICS,
            Section.DEDUP,
            Section.ALERTS,
            Section.LOG);
    Stream<String> blocks = containers.stream().map(Section::path);
    Stream<String> lists = Stream.of("inputs", "outputs", "connections", "console.users");
    List<String> read =
        Stream.of(blocks, lists, rows().stream().map(Row::path))
            .flatMap(Function.identity())
            .toList();
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(Definitions.ALL.stream().map(Setting::path).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void leftOut_theDefaultHolds(Row row) {
    assertThat(row.found.apply(new Written().accepted())).isEqualTo(row.standard);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void written_itIsRead(Row row) {
    assertThat(row.found.apply(with(row).accepted())).isEqualTo(row.read);
  }

  /// A configuration with the row's key.
  static Written with(Row row) {
    Setting<?> setting = setting(row.path);
    Written written = new Written();
    if (setting.section() == Section.OUTPUT || row.path.equals("connections[].output")) {
      written.with(Section.OUTPUT, "name", "aws").with(Section.CONNECTION, "output", "aws");
    }
    beside(row.path, written);
    return written.with(setting.section(), setting.key(), row.written);
  }

  /// What some keys need beside them.
  static void beside(String path, Written written) {
    switch (path) {
      case "connections[].sessionTimeout" ->
          written.with(Section.CONNECTION, "waitForCompleteBatch", "true");
      case "outputs[].name", "connections[].output" ->
          written.with(Section.OUTPUT, "endpoint", ENDPOINT.toString());
      case "outputs[].accessKeyId" ->
          written.with(Section.OUTPUT, "secretAccessKey", Written.AWS_SECRET);
      case "outputs[].secretAccessKey" ->
          written.with(Section.OUTPUT, "accessKeyId", "${env:AWS_KEY}");
      case "outputs[].sessionToken" ->
          written
              .with(Section.OUTPUT, "accessKeyId", "${env:AWS_KEY}")
              .with(Section.OUTPUT, "secretAccessKey", Written.AWS_SECRET);
      case "connections[].packing.targetBytes" -> written.with(Section.PACKING, "enabled", "true");
      case "connections[].whileDisabled" -> written.with(Section.CONNECTION, "enabled", "false");
      case "connections[].whenFull" -> written.with(Section.CONNECTION, "maxPendingBytes", "1GiB");
      case "outputs[].externalId" ->
          written.with(Section.OUTPUT, "roleArn", "arn:aws:iam::111122223333:role/hydrant");
      default -> {
        SenderRows.beside(path, written);
        AccessRows.beside(path, written);
        if (AudienceRows.all().stream().anyMatch(row -> row.path().equals(path))) {
          AudienceRows.beside(path, written);
        }
      }
    }
  }

  static List<Setting<?>> all() {
    return Definitions.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyKeyIsExplained(Setting<?> setting) {
    assertThat(setting.words().effect()).endsWith(".").doesNotContain("  ");
    assertThat(setting.words().example()).isNotBlank();
  }

  @Test
  void contentStandardIsWhatASilentConnectionHas() {
    assertThat(Content.standard()).isEqualTo(content(new Written().accepted()));
  }

  @Test
  void anEmptyUniqueIdIsNone() {
    Written written = new Written().with(Section.CONNECTION, "uniqueId", "\"\"");
    assertThat(content(written.accepted()).uniqueId()).isNull();
  }

  static Setting<?> setting(String path) {
    return Definitions.ALL.stream().filter(s -> s.path().equals(path)).findFirst().orElseThrow();
  }

  static Input input(Configuration configuration) {
    return configuration.inputs().getFirst();
  }

  private static Content content(Configuration configuration) {
    return (Content) connection(configuration).content();
  }

  private static Connection connection(Configuration configuration) {
    return configuration.connections().getFirst();
  }
}
