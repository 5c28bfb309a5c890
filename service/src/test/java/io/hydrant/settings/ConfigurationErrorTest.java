package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a person is told: where, what, and what to write instead.
class ConfigurationErrorTest {

  /// A line of a section, and what is said of it after the file, line and column.
  record Wrong(Section section, String key, String yaml, String said) {
    @Override
    public String toString() {
      return key + ": " + yaml;
    }
  }

  static List<Wrong> keys() {
    return List.of(
        connection("deliveryStreamNam", "x", ": unknown key; did you mean deliveryStreamName?"),
        connection("deliverystreamname", "x", ": unknown key; did you mean deliveryStreamName?"),
        connection("secretAccessKey", "x", ": unknown key here; it belongs to outputs[]"),
        connection("listen", "x", ": unknown key here; it belongs to collector"),
        connection("zzz", "x", ": unknown key; docs/configuration.md lists those of connections[]"),
        connection("awsRegion1", "x", ": unknown key; did you mean awsRegion?"),
        wrong(Section.CONSOLE, "zzzzzz", "x", ": unknown key; there are listen, tls, users,"),
        wrong(Section.ROOT, "zzzzzz", "x", ": unknown key; docs/configuration.md lists"),
        wrong(Section.ROOT, "conections", "[]", ": unknown key; did you mean connections?"),
        wrong(Section.LIMITS, "batchsize", "1KiB", ": unknown key; did you mean batchSize?"),
        connection("<<", "x", ": merging is not supported; write the keys out"),
        connection("type", "audiences", ": expected event or audience, got audiences; did you"),
        connection("audiences", "[1]", ": is a key of Audience connections: they have type: audi"),
        wrong(Section.INPUT, "partner", "acme", ": needs audiences: true beside it"),
        wrong(Section.INPUT, "partnerToken", "x", ": needs partner beside it"),
        wrong(
            Section.INPUT,
            "platforms",
            "[iso]",
            "[0]: expected server or web or android or ios, got iso; did you mean ios"),
        wrong(
            Section.INPUT,
            "secretSha256",
            "a".repeat(64) + "\n    platforms: [ios]",
            ": is not enough for android and ios, which sign with the secret"),
        wrong(Section.INPUT, "secret", "[]", ": has 0 items; expected a secret"),
        wrong(Section.INPUT, "secret", "[a, b, c]", ": has 3 items; expected a secret"),
        wrong(Section.INPUT, "secretSha256", "a1", ": expected the SHA-256 of a secret"),
        wrong(
            Section.INPUT,
            "secretSha256",
            ("[" + "a".repeat(64) + ", ") + ("b".repeat(64) + "]"),
            ": makes more than two with secret"),
        wrong(Section.INPUT, "platforms", "[]", ": is empty: nobody could send"),
        wrong(
            Section.INPUT, "allowedOrigins", "[\"https://a.example\"]", ": needs platforms: [web"));
  }

  static List<Wrong> values() {
    return List.of(
        connection("sendAsBatch", "\"true\"", ": expected true or false, got \"true\"; write true"),
        connection("sendAsBatch", "yes", ": expected true or false, got yes; write true"),
        connection("sendAsBatch", "1", ": expected true or false, got 1; write true"),
        connection("sendAsBatch", "maybe", ": expected true or false, got maybe"),
        connection("sendAsBatch", "", ": has no value; expected true or false, or leave the key"),
        connection("sendAsBatch", "[true]", ": expected true or false, got a list"),
        connection("sendAsBatch", "{ a: b }", ": expected true or false, got keys and values"),
        connection("batchInterval", "600", ": 600 has no unit; write 10m for ten minutes"),
        connection("batchInterval", "1.5m", ": expected a duration from 1s to 1h, got 1.5m"),
        connection("batchInterval", "999ms", ": expected a duration from 1s to 1h, got 999ms"),
        connection("batchInterval", "61m", ": expected a duration from 1s to 1h, got 61m"),
        connection("batchInterval", "999999999999d", ": expected a duration from 1s to 1h"),
        connection("batchInterval", "10 m", ": expected a duration from 1s to 1h, got 10 m"),
        connection("schemaVersion", "3", ": expected a whole number from 1 to 2, got 3"),
        connection("schemaVersion", "\"2\"", ", got \"2\"; write it without quotes"),
        connection("schemaVersion", "2.0", ": expected a whole number from 1 to 2, got 2.0"),
        connection("schemaVersion", "9999999999999999999", ", got 9999999999999999999"),
        connection("environment", "prodction", ", got prodction; did you mean production?"),
        connection("environment", "x".repeat(100), ": expected all or production or development"),
        connection("uniqueId", "12345", ": expected text, got a number; put it in quotes"),
        connection("uniqueId", "\"\\uD800\"", ": holds half of a character"),
        connection("awsRegion", "Ireland", ": expected an AWS region like eu-west-1, got Ireland"),
        connection("awsRegion", "true", ", got true or false; put it in quotes"),
        connection(
            "deliveryStreamName",
            "arn:aws:firehose:eu-west-1:111122223333:deliverystream/my-stream",
            ": write the name of the delivery stream my-stream, not the ARN"),
        connection("deliveryStreamName", "my stream", ", got my stream"),
        connection("deliveryStreamName", "a".repeat(65), ": expected the name of a delivery"),
        connection("metadataFieldExclusion", "[user_identities.x]", "[0]: a member is one of"),
        connection("metadataFieldExclusion", "[devce_info.x]", "; did you mean device_info?"),
        connection("metadataFieldExclusion", "[device_info.]", "[0]: expected a member like"),
        connection("metadataFieldExclusion", "device", ": expected a list of members"),
        connection("inputs", "[]", ": is empty; leave the key out for all inputs"),
        connection("inputs", "[ios-ap]", "[0]: there is no input ios-ap; did you mean ios-app?"),
        connection("inputs", "ios-app", ": expected a list of names of inputs, got a single"),
        connection("output", "aws", ": there is no output aws; there are none"),
        wrong(Section.INPUT, "rate", "0", ": expected a whole number from 1 to 1000000, got 0"),
        wrong(Section.INPUT, "limits", "none", ", or off, got none"),
        wrong(Section.INPUT, "key", "a:b", ": expected 1 to 128 visible ASCII characters"),
        wrong(Section.PACKING, "targetBytes", "64KiB", ": is no multiple of 5120; the next one is"),
        wrong(Section.PACKING, "targetBytes", "2MiB", ": expected a size from 5KiB to 1000KiB"),
        wrong(Section.PACKING, "enabeld", "true", ": unknown key; did you mean enabled?"),
        wrong(Section.LIMITS, "batchSize", "257KiB", ": expected a size from 1KiB to 256KiB"),
        wrong(Section.LIMITS, "batchSize", "64KB", "; units are KiB, MiB, GiB, TiB"),
        wrong(Section.ROOT, "diskReserve", "999999999999TiB", ": expected a size from 64MiB"),
        wrong(Section.ROOT, "connections", "[]", ": is empty; write one like"),
        wrong(Section.ROOT, "inputs", "{}", ": expected a list, each item with keys and values"));
  }

  static List<Wrong> doors() {
    return List.of(
        wrong(Section.COLLECTOR, "listen", "8080", ": expected host:port, like 127.0.0.1:8080"),
        wrong(Section.COLLECTOR, "listen", "localhost:65536", ": expected host:port"),
        wrong(Section.COLLECTOR, "listen", "1.2.3.256:80", ": expected host:port"),
        wrong(Section.COLLECTOR, "listen", "\"[::1::]:80\"", ": expected host:port"),
        wrong(Section.COLLECTOR, "listen", "0.0.0.0:80", ": other machines reach it, and what"),
        wrong(Section.COLLECTOR, "listen", "hydrant.example:80", ": other machines reach it"),
        wrong(Section.COLLECTOR, "tls", "{}", ".certificate: is missing; write certificate: serv"),
        wrong(
            Section.COLLECTOR, "tls", "{ key: none.key }", ".key: none.key: there is no such file"),
        wrong(Section.COLLECTOR, "tls", "{ key: / }", ".key: /: cannot be read"),
        wrong(Section.ROOT, "trustedProxies", "[10.0.0.0/8]", ": needs behindProxy: true beside"),
        wrong(Section.ROOT, "trustedProxies", "[proxy]", "[0]: expected an address or a range"),
        wrong(Section.ALERTS, "webhook", "http://10.1.2.3/x", ": leads to an address that"),
        wrong(Section.ALERTS, "webhook", "https://user@hooks.example/x", ": expected an address"),
        wrong(Section.OUTPUT, "endpoint", "http://169.254.169.254", ": leads to an address that"),
        wrong(Section.OUTPUT, "endpoint", "'http://[::ffff:127.0.0.1]'", ": leads to an address"),
        wrong(
            Section.CONSOLE,
            "listen",
            "0.0.0.0:80",
            ": other machines reach it, and nobody logs in"),
        wrong(Section.CONSOLE, "listen", "0.0.0.0:80", ": other machines reach it, and what they"),
        wrong(Section.METRICS, "listen", "0.0.0.0:9464", ": other machines reach it: write token"),
        wrong(Section.CONSOLE, "users", "[{ name: ada }]", "[0].password: is missing; write passw"),
        wrong(
            Section.CONSOLE, "hosts", "[\"https://h\"]", "[0]: expected the name of a host, with"),
        wrong(
            Section.CONSOLE, "users", "[{ password: x }]", "[0].password: expected the hash of a"),
        password("m=9216,t=1", ": is too cheap to guess: m=19456,t=2 is the least"),
        password("m=131072,t=2", ": takes more than 64 MiB or too many passes"),
        password("m=65536,t=99", ": takes more than 64 MiB or too many passes"),
        wrong(Section.CONSOLE, "listen", "127.0.0.1.example.com:8090", ": other machines"));
  }

  static List<Wrong> outputs() {
    return List.of(
        output("accessKeyId", "AKIA", ": needs secretAccessKey beside it"),
        output("secretAccessKey", "x/y", ": needs accessKeyId beside it"),
        output("sessionToken", "x/y", ": needs accessKeyId beside it"),
        output("externalId", "h-7f3a", ": needs roleArn beside it"),
        output("roleArn", "hydrant", ": expected the ARN of a role"),
        output("endpoint", "https://user:pass@example.com", ": expected an address like https"),
        output("endpoint", "127.0.0.1:4573", ": expected an address like https"),
        output("accessKeyId", "\"\"", ": is empty; expected a secret"),
        output("accessKeyId", "123", ": expected a secret, best as ${env:NAME}"),
        output("secretAccessKey", "\"a\\nb\"", ": holds a line break or another control"));
  }

  @ParameterizedTest
  @MethodSource({"keys", "values", "doors", "outputs"})
  void theErrorNamesThePlaceAndTheWayOut(Wrong wrong) {
    Written written = new Written();
    if (wrong.section == Section.ROOT && wrong.yaml.length() == 2) {
      written.empty(wrong.key.equals("inputs") ? Section.INPUT : Section.CONNECTION);
    }
    String text = written.with(wrong.section, wrong.key, wrong.yaml).text();
    String line =
        switch (wrong.section) {
          case LIMITS -> "limits: { " + wrong.key;
          case PACKING -> "packing: { " + wrong.key;
          default -> wrong.key;
        };
    String path = wrong.section.path().replace("[]", "[0]");
    String place = wrong.section == Section.ROOT ? wrong.key : path + "." + wrong.key;
    assertThat(Written.refused(text))
        .anySatisfy(error ->
            assertThat(error)
                .startsWith("hydrant.yaml:" + (line(text, line) + 1) + ":")
                .contains(": " + place)
                .contains(wrong.said));
  }

  @Test
  void packingWithoutNewlines() {
    Written written =
        new Written()
            .with(Section.PACKING, "enabled", "true")
            .with(Section.CONNECTION, "recordDelimiter", "none");
    assertThat(written.refused())
        .singleElement()
        .asString()
        .contains("connections[0].packing.enabled: needs recordDelimiter: newline");
    written.with(Section.PACKING, "enabled", "false").accepted();
  }

  @Test
  void columnIsThatOfTheKeyWhenItIsUnknownAndOfTheValueWhenThatIsWrong() {
    Written written = new Written();
    String text =
        written
            .with(Section.CONNECTION, "awsRegin", "x")
            .with(Section.CONNECTION, "sendAsBatch", "no")
            .text();
    assertThat(Written.refused(text))
        .containsExactly(
            "hydrant.yaml:8:5: connections[0].awsRegin: unknown key; did you mean awsRegion?",
            "hydrant.yaml:9:18: connections[0].sendAsBatch: expected true or false, got no;"
                + " write false");
  }

  @Test
  void whatIsMissingIsNamedWhereItBelongs() {
    assertThat(
            new Written()
                .without(Section.CONNECTION, "deliveryStreamName")
                .without(Section.INPUT, "secret")
                .refused())
        .containsExactly(
            "hydrant.yaml:2:5: inputs[0].secret: is missing; write secret: ${env:IOS_SECRET}",
            "hydrant.yaml:5:5: connections[0].deliveryStreamName: is missing; write"
                + " deliveryStreamName: my-stream");
  }

  @Test
  void nothingRequiredIsThere_everyTopKeyIsNamed() {
    assertThat(Written.refused("data: ./data\n"))
        .hasSize(2)
        .anySatisfy(error -> assertThat(error).contains("inputs: is missing"))
        .anySatisfy(error -> assertThat(error).contains("connections: is missing"));
  }

  @Test
  void aKeyWrittenTwiceIsRefused() {
    assertThat(Written.refused(new Written().text() + "    name: again\n"))
        .containsExactly("hydrant.yaml:8:5: connections[0].name: is written twice");
  }

  @Test
  void namesAndKeysAreUnique() {
    String text =
        """
        inputs:
          - { name: a, key: k, secret: one/1 }
          - { name: a, key: k, secret: two/2 }
        outputs:
          - { name: aws, profile: p }
          - { name: aws, profile: q }
        connections:
          - { name: c, deliveryStreamName: s }
          - { name: c, deliveryStreamName: s }
        """;
    assertThat(Written.refused(text))
        .containsExactly(
            "hydrant.yaml:3:13: inputs[1].name: is also that of inputs[0]",
            "hydrant.yaml:3:21: inputs[1].key: is also that of inputs[0]",
            "hydrant.yaml:6:13: outputs[1].name: is also that of outputs[0]",
            "hydrant.yaml:9:13: connections[1].name: is also that of connections[0]");
  }

  @Test
  void profileAndKeysExcludeEachOther() {
    Written written =
        new Written()
            .with(Section.OUTPUT, "name", "aws")
            .with(Section.OUTPUT, "accessKeyId", "${env:AWS_KEY}")
            .with(Section.OUTPUT, "secretAccessKey", Written.AWS_SECRET)
            .with(Section.OUTPUT, "profile", "p");
    assertThat(written.refused()).singleElement().asString().contains("not both");
  }

  /// Whoever takes an app apart has its secret.
  @Test
  void anAppsKeyErasesNobody() {
    Written written = new Written().with(Section.INPUT, "audiences", "true");
    assertThat(written.with(Section.INPUT, "platforms", "[android, ios]").refused())
        .singleElement()
        .asString()
        .contains("needs server among its platforms");
  }

  @Test
  void twoDoorsOnOnePortAreRefused() {
    String said = "the console listens where the collector does: change the port of one";
    Written console = new Written().with(Section.CONSOLE, "listen", "127.0.0.1:8080");
    assertThat(console.refused()).containsExactly("hydrant.yaml:2:3: console: " + said);
    Written collector = new Written().with(Section.COLLECTOR, "listen", "localhost:8090");
    assertThat(collector.with(Section.CONSOLE, "listen", "localhost:8090").refused())
        .containsExactly("hydrant.yaml:4:3: console: " + said);
    Written free = new Written().with(Section.COLLECTOR, "listen", "127.0.0.1:0");
    Access access = free.with(Section.CONSOLE, "listen", "127.0.0.1:0").accepted().access();
    assertThat(access.console().address().port()).isZero();
  }

  @Test
  void everyErrorOfAFileIsNamedAtOnceInItsOrder() {
    List<String> errors =
        new Written()
            .with(Section.ROOT, "diskReserve", "1")
            .with(Section.INPUT, "rate", "many")
            .with(Section.CONNECTION, "sendHistorical", "\"false\"")
            .refused();
    assertThat(errors)
        .hasSize(3)
        .satisfies(all -> {
          assertThat(all.get(0)).contains("diskReserve");
          assertThat(all.get(1)).contains("rate");
          assertThat(all.get(2)).contains("sendHistorical");
        });
  }

  private static int line(String text, String start) {
    List<String> lines = text.lines().map(line -> line.replaceFirst("^ *(- )?", "")).toList();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith(start + ":")) {
        return i;
      }
    }
    throw new AssertionError(start + " is not in\n" + text);
  }

  private static Wrong wrong(Section section, String key, String yaml, String said) {
    return new Wrong(section, key, yaml, said);
  }

  private static Wrong password(String effort, String said) {
    String hash = "$argon2id$v=19$" + effort + ",p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8";
    return wrong(Section.CONSOLE, "users", "[{ password: '" + hash + "' }]", "[0].password" + said);
  }

  private static Wrong connection(String key, String yaml, String said) {
    return wrong(Section.CONNECTION, key, yaml, said);
  }

  private static Wrong output(String key, String yaml, String said) {
    return wrong(Section.OUTPUT, key, yaml, said);
  }
}
