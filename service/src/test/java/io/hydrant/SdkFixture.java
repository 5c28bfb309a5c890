package io.hydrant;

import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A whole service with the doors of client SDKs, and what SDKs say to it.
final class SdkFixture implements AutoCloseable {
  static final String WEB_KEY = "us1-0123456789abcdef";
  private static final String PAGE = "https://shop.example";

  final ServiceFixture service;

  /// @param inputs and `connections` in YAML's flow form
  SdkFixture(Path data, String inputs, String connections) throws IOException {
    this(data, Clock.system(), inputs, connections);
  }

  SdkFixture(Path data, Clock clock, String inputs, String connections) throws IOException {
    service = new ServiceFixture(data, inputs, connections, clock);
  }

  /// What an SDK sent or was answered.
  static String capture(String name) throws IOException {
    try (InputStream file = SdkFixture.class.getResourceAsStream("/captures/" + name + ".json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// A request as the browser sends it for a page.
  ///
  /// @param start `POST /v3/JS/key/events`
  Answered page(String start, String body) throws IOException {
    return send(
        start,
        "Origin: "
            + PAGE
            + "\r\nContent-Type: text/plain;charset=UTF-8\r\nUser-Agent: Browser/1\r\n",
        body.getBytes(StandardCharsets.UTF_8));
  }

  /// A request with `x-mp-key`, as for identities.
  Answered identity(String call, String body) throws IOException {
    return send(
        "POST /v1/" + call,
        "Origin: " + PAGE + "\r\nContent-Type: application/json\r\nx-mp-key: " + WEB_KEY + "\r\n",
        body.getBytes(StandardCharsets.UTF_8));
  }

  /// Any request to the collector.
  ///
  /// @param headers each ended by a line break
  Answered send(String start, String headers, byte[] body) throws IOException {
    String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
    try (RawClient client = new RawClient(service.collectorPort())) {
      return client
          .send(start + " HTTP/1.1\r\nHost: h\r\n" + headers + length + "\r\n")
          .send(body)
          .read();
    }
  }

  /// What the stream took since it had `before` records, once it took `more`.
  List<String> records(int before, int more) throws IOException {
    service.awaitLedger(ledger -> service.records().size() >= before + more);
    return service.records().subList(before, service.records().size());
  }

  @Override
  public void close() {
    service.close();
  }
}
