package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.Clock;
import io.hydrant.vectors.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server SDKs sent, doors to delivery; and feeds, which come the same way.
class ServerSdksTest {
  private static final String INPUTS =
      "[{ name: a, key: key, secret: secret },"
          + " { name: b, key: key-b, secret: secret, feed: acme },"
          + " { name: c, key: key-c, platforms: [web] }]";
  private static final String CONNECTIONS =
      "[{ name: out, output: o, deliveryStreamName: s, sendAsBatch: false }]";

  @TempDir static Path data;
  private static ServiceFixture fixture;

  @BeforeAll
  static void open() throws IOException {
    fixture = new ServiceFixture(data, INPUTS, CONNECTIONS, Clock.system());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static String capture(String name) throws IOException {
    try (InputStream file =
        ServerSdksTest.class.getResourceAsStream("/captures/" + name + ".json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Sends it as it was captured, and returns what the stream took of it.
  private static List<String> sent(String key, String path, String body, int messages)
      throws IOException {
    int before = fixture.records().size();
    assertThat(fixture.ask("POST " + path, ServiceFixture.basic(key + ":secret"), body).status())
        .isEqualTo(202);
    fixture.awaitLedger(ledger -> fixture.records().size() == before + messages);
    return fixture.records().subList(before, fixture.records().size());
  }

  @ParameterizedTest
  @CsvSource({
    "java-events-1, /v2/events, 3",
    "java-events-2, /v2/bulkevents, 2",
    "node-server-1, /v2/events, 6",
    "node-server-2, /v2/bulkevents, 12",
    "python-server-1, /v2/events, 2",
    "python-server-2, /v2/bulkevents, 4",
  })
  void whatAServerSdkSent_arrivesInTheDocumentedForm(String name, String path, int messages)
      throws IOException {
    String all = String.join("", sent("key", path, capture(name), messages));
    assertThat(all)
        .contains("\"identity_type\":\"customer_id\"", "\"channel\":\"server_to_server\"")
        .doesNotContain("customerid", "CUSTOM_EVENT", "DEVELOPMENT", "PURCHASE");
  }

  @Test
  void aFeed_isAPartner_andEachOfItsEventsSaysSo() throws IOException {
    for (String message : sent("key-b", "/v2/events", capture("node-server-1"), 6)) {
      Map<?, ?> read = (Map<?, ?>) Objects.requireNonNull(JsonTree.of(message));
      assertThat(String.valueOf(read.get("source_info")))
          .contains("channel=partner", "partner=acme", "is_historical=false");
      assertThat(String.valueOf(read.get("events"))).contains("mParticle Source Feed=acme");
    }
  }

  @Test
  void theKeyOfAWebPage_opensNoDoorOfServers() throws IOException {
    for (String pair : List.of("key-c:", "key-c:secret")) {
      assertThat(
              fixture
                  .ask("POST /v2/events", ServiceFixture.basic(pair), ServiceFixture.BATCH)
                  .status())
          .isEqualTo(403);
    }
    String both =
        "[{ name: a, key: key, secret: secret }, { name: c, key: key-c, secret: secret,"
            + " platforms: [web] }]";
    fixture.reload(both, CONNECTIONS);
    assertThat(
            fixture
                .ask("POST /v2/events", ServiceFixture.basic("key-c:secret"), ServiceFixture.BATCH)
                .body())
        .contains("it needs server among its platforms");
    fixture.reload(INPUTS, CONNECTIONS);
  }
}
