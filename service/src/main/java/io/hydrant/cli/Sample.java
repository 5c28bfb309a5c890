package io.hydrant.cli;

import io.hydrant.emulator.AccessKey;
import io.hydrant.emulator.Emulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/// What the quickstart is set up with and sends.
final class Sample {
  static final String STREAM = "quickstart-events";

  /// Where changes of audiences go.
  static final String AUDIENCE_STREAM = "quickstart-audiences";

  /// Of the sample's user; he leaves with it, so the record of his change is known by it.
  static final String CUSTOMER_ID = "quickstart-customer";

  private static final String AUDIENCE = "/v1/audiences/1";

  /// Of the sample batch; it leaves with it, so its record is known by it.
  static final String REQUEST_ID = "quickstart-sample";

  /// Of the page of the demo.
  static final String WEB_KEY = "quickstart-web-key";

  private static final String KEY = "quickstart-key";

  /// Opens a door of 127.0.0.1 for as long as somebody looks.
  private static final String SECRET = "quickstart-secret";

  private Sample() {}

  static String configuration(Path directory, int port, int consolePort, Emulator emulator) {
    return """
    data: "%s"
    collector: { listen: 127.0.0.1:%d }
    console: { listen: 127.0.0.1:%d }
    diskReserve: 64MiB
    inputs:
      - name: quickstart
        key: %s
        secret: %s
        audiences: true
      - name: quickstart-web
        key: %s
        platforms: [web]
    outputs:
      - name: emulator
        endpoint: %s
        accessKeyId: %s
        secretAccessKey: %s
    connections:
      - name: quickstart
        type: event
        output: emulator
        deliveryStreamName: %s
        awsRegion: us-east-1
        batchInterval: 5s
      - name: quickstart-audiences
        type: audience
        output: emulator
        deliveryStreamName: %s
        awsRegion: us-east-1
    """
        .formatted(
            directory.resolve("data").toString().replace("\\", "\\\\").replace("\"", "\\\""),
            port,
            consolePort,
            KEY,
            SECRET,
            WEB_KEY,
            emulator.endpoint(),
            AccessKey.LOCAL.id(),
            AccessKey.LOCAL.secret(),
            STREAM,
            AUDIENCE_STREAM);
  }

  /// Sends the sample batch to the collector.
  static void post(int port) throws IOException, InterruptedException {
    try (InputStream in = Sample.class.getResourceAsStream("sample-batch.json")) {
      if (in == null) {
        throw new IOException("sample-batch.json is not on the class path");
      }
      send(port, "POST", "/v2/events", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// Has a user enter an audience.
  static void enter(int port) throws IOException, InterruptedException {
    send(port, "PUT", AUDIENCE, "{\"name\":\"Readers of the quickstart\"}");
    send(
        port,
        "POST",
        AUDIENCE + "/memberships",
        "{\"changes\":[{\"action\":\"add\",\"mpid\":42,\"user_identities\":{\"customer_id\":\""
            + CUSTOMER_ID
            + "\"}}]}");
  }

  private static void send(int port, String method, String path, String body)
      throws IOException, InterruptedException {
    String pair = KEY + ":" + SECRET;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Authorization", "Basic " + basic)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "the sample was answered " + response.statusCode() + ": " + response.body());
      }
    }
  }

  /// A line for a shell that sends an event.
  static String curl(int port) {
    return """
      curl -i -u %s:%s http://127.0.0.1:%d/v2/events \\
        -H 'Content-Type: application/json' \\
        -d '{"environment":"development","mpid":42,"events":[{"event_type":"custom_event",\
    "data":{"event_name":"Hello","custom_event_type":"other"}}]}'\
    """
        .formatted(KEY, SECRET, port);
  }
}
