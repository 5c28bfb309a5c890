package io.hydrant;

import io.hydrant.cli.Prompt;
import io.hydrant.console.Token;
import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A whole service, doors to delivery, before an emulator. Events leave one by one, unless a test
/// says otherwise.
final class ServiceFixture implements AutoCloseable {
  static final String BATCH =
      "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{}}],\"mpid\":1}";

  private static final String INPUTS = "[{ name: a, key: key, secret: secret }]";
  private static final String CONNECTIONS =
      "[{ name: out, output: o, deliveryStreamName: s, sendAsBatch: false }]";

  final Emulator emulator = Emulator.start(EmulatorOptions.builder().stream("s").build());
  private Path data;
  private final Clock clock;
  private Service service;

  ServiceFixture(Path data) throws IOException {
    this(data, Clock.system());
  }

  ServiceFixture(Path data, Clock clock) throws IOException {
    this.data = data;
    this.clock = clock;
    this.service = start("sendAsBatch: false");
  }

  /// One with these inputs and connections, in YAML's flow form.
  ServiceFixture(Path data, String inputs, String connections, Clock clock) throws IOException {
    this.data = data;
    this.clock = clock;
    this.service = start(whole(output(AccessKey.LOCAL), inputs, connections, Map.of()));
  }

  /// What the stream took, in the order in which it came.
  List<String> records() {
    return emulator.records("s", 0).stream()
        .map(stored -> new String(stored.data(), StandardCharsets.UTF_8))
        .toList();
  }

  /// Starts another one over the same data.
  Service start(String settings) throws IOException {
    return start(configuration(settings, 0));
  }

  private Service start(Configuration configuration) throws IOException {
    return Service.start(configuration, clock, Chance.of(new SplittableRandom(3)), () -> {});
  }

  /// The service stops and starts again, its connection with these settings.
  void restart(String settings) throws IOException {
    service.close();
    service = start(settings);
  }

  /// The service goes on with these connections and inputs, in YAML's flow form.
  List<String> reload(String inputs, String connections) throws IOException {
    return reload(AccessKey.LOCAL, inputs, connections);
  }

  /// The same, with another key to AWS.
  List<String> reload(AccessKey key, String inputs, String connections) throws IOException {
    return service.reload(whole(output(key), inputs, connections, Map.of()));
  }

  /// The output `o` with a key.
  static String output(AccessKey key) {
    return "{ name: o, accessKeyId: %s, secretAccessKey: %s, endpoint: $ENDPOINT }"
        .formatted(key.id(), key.secret());
  }

  /// The service goes on, its connection with the output `o` of these; `$ENDPOINT` is the
  /// emulator's.
  void reloadOutputs(String outputs) throws IOException {
    reloadOutputs(outputs, CONNECTIONS);
  }

  void reloadOutputs(String outputs, String connections) throws IOException {
    service.reload(whole(outputs, INPUTS, connections, Map.of()));
  }

  /// The service stops and starts again, in another environment.
  void restartOutputs(String outputs, Map<String, String> environment) throws IOException {
    service.close();
    service = start(whole(outputs, INPUTS, CONNECTIONS, environment));
  }

  /// The service stops, and another one of the same configuration starts on other data.
  void restartOn(Path data) throws IOException {
    service.close();
    this.data = data;
    service = start("sendAsBatch: false");
  }

  /// The service stops and starts again with these inputs and connections.
  void restart(String inputs, String connections) throws IOException {
    service.close();
    service = start(whole(output(AccessKey.LOCAL), inputs, connections, Map.of()));
  }

  private Configuration whole(
      String outputs, String inputs, String connections, Map<String, String> environment) {
    String yaml =
        """
        collector: { listen: 127.0.0.1:0 }
        console: { listen: 127.0.0.1:0 }
        diskReserve: 64MiB
        inputs: %s
        outputs: [%s]
        connections: %s
        """
            .formatted(
                inputs, outputs.replace("$ENDPOINT", emulator.endpoint().toString()), connections);
    return switch (ConfigurationFile.parse(yaml, "test.yaml", data, environment)) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  void stop() {
    service.close();
  }

  Configuration configuration(String settings, int port) {
    String yaml = yaml(emulator, settings, port);
    return switch (ConfigurationFile.parse(yaml, "test.yaml", data, Map.of())) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  /// @param settings of the connection, which carries events unless they say otherwise
  static String yaml(Emulator emulator, String settings, int port) {
    boolean saysItsType = settings.contains("\"type\":");
    String type = saysItsType ? "" : "type: event, ";
    String access = saysItsType ? ", audiences: true" : "";
    return """
    collector: { listen: 127.0.0.1:%d }
    console: { listen: 127.0.0.1:0 }
    diskReserve: 64MiB
    inputs: [{ name: a, key: key, secret: secret%s }]
    outputs:
      - { name: o, endpoint: %s, accessKeyId: %s, secretAccessKey: %s }
    connections:
      - { name: out, %soutput: o, deliveryStreamName: s, %s }
    """
        .formatted(
            port,
            access,
            emulator.endpoint(),
            AccessKey.LOCAL.id(),
            AccessKey.LOCAL.secret(),
            type,
            settings);
  }

  int collectorPort() {
    return service.collectorPort();
  }

  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  Answered post(String body) throws IOException {
    return post(service.collectorPort(), body);
  }

  static Answered post(int port, String body) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client
          .send(
              "POST /v2/events HTTP/1.1\r\nHost: h\r\nAuthorization: "
                  + basic("key:secret")
                  + "\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
          .read();
    }
  }

  /// Any request to the collector.
  ///
  /// @param start `POST /v2/events`
  /// @param authorization the header's value; empty for none
  Answered ask(String start, String authorization, String body) throws IOException {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    String head =
        start
            + " HTTP/1.1\r\nHost: h\r\n"
            + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
            + (utf8.length == 0 ? "" : "Content-Length: " + utf8.length + "\r\n")
            + "\r\n";
    try (RawClient client = new RawClient(service.collectorPort())) {
      return client.send(head).send(utf8).read();
    }
  }

  Answered look(String path) throws IOException {
    return look("GET " + path, "127.0.0.1:" + service.consolePort());
  }

  Answered look(String start, String host) throws IOException {
    try (RawClient client = new RawClient(service.consolePort())) {
      return client.send(start + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").read();
    }
  }

  /// What a browser sends to the console: a form, or nothing.
  ///
  /// @param headers more of them, each with its end
  Answered send(String start, String headers, String body) throws IOException {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    String head =
        start
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + "application/x-www-form-urlencoded\r\nContent-Length: "
            + utf8.length
            + "\r\n"
            + headers
            + "\r\n";
    try (RawClient client = new RawClient(service.consolePort())) {
      return client.send(head).send(utf8).read();
    }
  }

  /// The header with which a browser comes back once the token was given.
  String signedIn() throws IOException {
    String token = Files.readString(data.resolve("data").resolve(Token.FILE)).strip();
    String cookie = send("POST /sign-in", "", "token=" + token).header("set-cookie");
    return "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
  }

  /// Runs a command that asks this service; its exit code.
  int run(Prompt prompt, String... words) {
    Stream<String> where =
        Stream.of(
            "--url",
            "http://127.0.0.1:" + consolePort(),
            "--token",
            data.resolve("data").resolve(Token.FILE).toString());
    return prompt.run(Stream.concat(Stream.of(words), where).toArray(String[]::new));
  }

  int consolePort() {
    return service.consolePort();
  }

  /// Waits until the ledger, as the console gives it, contains a text.
  String awaitLedger(String text) throws IOException {
    return awaitLedger(ledger -> ledger.contains(text));
  }

  /// Waits until the ledger is as it is to be, and gives up after thirty seconds.
  String awaitLedger(Predicate<String> isReady) throws IOException {
    return await("/api/ledger", isReady);
  }

  /// Waits until a page of the console says so, and gives up after thirty seconds.
  String await(String path, String text) throws IOException {
    return await(path, page -> page.contains(text));
  }

  /// Waits until a page of the console is as it is to be, and gives up after ten seconds.
  String await(String path, Predicate<String> isReady) throws IOException {
    String page = look(path).body();
    for (int i = 0; i < 1_500 && !isReady.test(page); i++) {
      Clock.system().parkUntil(Clock.system().nanos() + 20_000_000);
      page = look(path).body();
    }
    return page;
  }

  @Override
  public void close() {
    service.close();
    emulator.close();
  }
}
