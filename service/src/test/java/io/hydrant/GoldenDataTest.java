package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Data directories that earlier versions left, each with four batches and a change that wait: what
/// was accepted then is delivered now. `bin/golden` makes one of today's format.
final class GoldenDataTest {
  private static final String INPUTS = "[{ name: a, key: key, secret: secret, audiences: true }]";
  private static final String CONNECTIONS =
      "[{ name: single, output: o, deliveryStreamName: s, sendAsBatch: false },"
          + " { name: whole, output: o, deliveryStreamName: s, waitForCompleteBatch: true,"
          + " sessionTimeout: 1m },"
          + " { name: members, type: audience, output: o, deliveryStreamName: s }]";

  @ParameterizedTest
  @ValueSource(strings = "format-3")
  void whatAnEarlierVersionAccepted_isDelivered(String name, @TempDir Path data) throws Exception {
    unpack(name, data.resolve("data"));
    try (ServiceFixture service = new ServiceFixture(data, INPUTS, CONNECTIONS, Clock.system())) {
      // Their sessions are long over.
      service.awaitLedger(ledger -> service.records().size() == 9);
      assertThat(service.records())
          .filteredOn(record -> record.contains("\"n\":12345678901234567890.10"))
          .hasSize(6);
      assertThat(service.records()).anyMatch(record -> record.contains("jane@example.com"));
      assertThat(service.look("/api/ledger").body())
          .contains("\"name\":\"single\",\"accepted\":4")
          .contains("\"name\":\"whole\",\"accepted\":4")
          .contains("\"name\":\"members\",\"accepted\":1")
          .contains("\"balanced\":true");
      assertThat(again(service)).isEqualTo(202);
      assertThat(service.look("/api/ledger").body()).contains("\"duplicates\":1");
    }
  }

  /// The first batch once more, by its id.
  private static int again(ServiceFixture service) throws IOException {
    String batch =
        "{\"source_request_id\":\"golden-1\",\"environment\":\"production\",\"mpid\":1,\"events\":[]}";
    try (RawClient client = new RawClient(service.collectorPort())) {
      return client
          .send(
              "POST /v2/events HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                  + "Authorization: Basic a2V5OnNlY3JldA==\r\nContent-Length: "
                  + batch.length()
                  + "\r\n\r\n"
                  + batch)
          .read()
          .status();
    }
  }

  private static void unpack(String name, Path data) throws IOException {
    String file = "/golden/" + name + ".zip";
    try (InputStream in = GoldenDataTest.class.getResourceAsStream(file);
        ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(in, file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path to = data.resolve(entry.getName()).normalize();
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(zip, to);
      }
    }
  }
}
