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

  /// Of the sample batch; it leaves with it, so its record is known by it.
  static final String REQUEST_ID = "quickstart-sample";

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
    """
        .formatted(
            directory.resolve("data").toString().replace("\\", "\\\\").replace("\"", "\\\""),
            port,
            consolePort,
            KEY,
            SECRET,
            emulator.endpoint(),
            AccessKey.LOCAL.id(),
            AccessKey.LOCAL.secret(),
            STREAM);
  }

  /// Sends the sample batch to the collector.
  static void post(int port) throws IOException, InterruptedException {
    byte[] body;
    try (InputStream in = Sample.class.getResourceAsStream("sample-batch.json")) {
      if (in == null) {
        throw new IOException("sample-batch.json is not on the class path");
      }
      body = in.readAllBytes();
    }
    String pair = KEY + ":" + SECRET;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/events"))
              .header("Authorization", "Basic " + basic)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 202) {
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
