package io.hydrant.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hydrant.alert.AlertType;
import io.hydrant.alert.Alerts;
import io.hydrant.alert.Webhook;
import io.hydrant.http.AddressRange;
import io.hydrant.http.Outbound;
import io.hydrant.http.TlsFiles;
import io.hydrant.platform.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever is called shows a certificate that is trusted and is his, or hears nothing.
class OutgoingTlsTest {
  private static final byte[] TAKEN =
      "{\"RequestResponses\":[{\"RecordId\":\"1\"}]}".getBytes(StandardCharsets.UTF_8);

  @BeforeAll
  static void trust(@TempDir Path directory) throws Exception {
    TlsFiles.trustInstead("one.pem", directory.resolve("trusted.p12"));
  }

  @AfterAll
  static void restore() {
    TlsFiles.trustAgain();
  }

  /// The certificates are those of 127.0.0.1.
  @ParameterizedTest
  @CsvSource({"one, 127.0.0.1, 2", "two, 127.0.0.1, 0", "one, 127.0.0.2, 0"})
  void whoIsNotWhoHeSays_hearsNothing(String certificate, String host, int heard) throws Exception {
    InetAddress address = InetAddress.ofLiteral(host);
    HttpsServer server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(TlsFiles.showing(certificate + ".pem", certificate + ".key")));
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, TAKEN.length);
          exchange.getResponseBody().write(TAKEN);
          exchange.close();
        });
    server.start();
    URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort());
    try {
      Answer answer = put(uri);
      assertThat(answer).isInstanceOf(heard == 0 ? Answer.NotSent.class : Answer.Decided.class);
      alert(uri, new Outbound(List.of(new AddressRange(address, 32))));
    } finally {
      server.stop(0);
    }
    assertThat(asked).hasValue(heard);
  }

  private static Answer put(URI uri) throws Exception {
    try (AmazonFirehose amazon = AmazonFirehose.open(Clock.system(), FirehoseOptions.STANDARD)) {
      return Asked.put(amazon.to(Asked.delivery(uri)), Asked.batch(1));
    }
  }

  private static void alert(URI uri, Outbound outbound) {
    Alerts alerts = new Alerts(Clock.system(), List.of());
    Webhook webhook = new Webhook(alerts, Clock.system());
    webhook.to(new Webhook.Address(uri, null, outbound));
    alerts.raise("c", AlertType.BLOCKED, 1, "x");
    webhook.step();
    webhook.close();
  }
}
