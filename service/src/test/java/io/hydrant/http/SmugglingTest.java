package io.hydrant.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that two programs could read differently: refused, and nothing behind them is ever
/// taken for a request.
class SmugglingTest {
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String CHUNKED = "5\r\nhello\r\n0\r\n\r\n";
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private static Doors doors;
  private static Door door;

  @BeforeAll
  static void open() throws IOException {
    doors = Doors.start(Clock.system(), Chance.of(new SplittableRandom(1)));
    door =
        doors.open(
            "test",
            Entrance.plain("127.0.0.1", 0),
            DoorLimits.console(),
            exchange ->
                exchange.read(
                    10_000,
                    body -> {
                      SEEN.add(exchange.path() + " " + body.text());
                      exchange.answer(Reply.empty(202));
                    }));
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @AfterAll
  static void close() {
    doors.close();
  }

  private static String post(String headers, String body) {
    return "POST /p HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body + HIDDEN;
  }

  static List<String> ambiguous() {
    return AmbiguousRequests.heads("/p", "", HIDDEN);
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void ambiguousFramingIsRefused_andTheConnectionClosed(String text) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      Answered answered = client.send(text).read();
      assertThat(answered.status()).isEqualTo(400);
      assertThat(answered.body()).startsWith("{\"errors\":[{\"code\":\"BAD_REQUEST\"");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(SEEN).isEmpty();
  }

  static List<String> otherVersions() {
    return AmbiguousRequests.versions("/p", HIDDEN);
  }

  @ParameterizedTest
  @MethodSource("otherVersions")
  void otherVersionsAreNotSpoken_andTheConnectionClosed(String text) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      assertThat(client.send(text).read().status()).isEqualTo(501);
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(SEEN).isEmpty();
  }

  static List<String> brokenChunks() {
    return AmbiguousRequests.chunks("/p", "", HIDDEN);
  }

  @ParameterizedTest
  @MethodSource("brokenChunks")
  void brokenChunksAreRefused_andTheConnectionClosed(String text) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      assertThat(client.send(text).read().status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(SEEN).isEmpty();
  }

  static List<String> clear() {
    return List.of(
        post("Content-Length: 5\r\n", "hello"),
        post("content-length: 5 \r\n", "hello"),
        post("Transfer-Encoding: chunked\r\n", CHUNKED),
        post("Transfer-Encoding: Chunked\r\n", "5;ext=1\r\nhello\r\n0\r\nX-Trailer: x\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("clear")
  void clearFramingIsRead_andTheNextRequestBeginsBehindIt(String text) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      client.send(text);
      assertThat(client.read().status()).isEqualTo(202);
      assertThat(client.read().status()).isEqualTo(202);
    }
    assertThat(SEEN).containsExactly("/p hello", "/hidden ");
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void ambiguousFramingIsRefused_alsoWhenItComesByteByByte(String text) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      try {
        for (byte one : bytes) {
          client.send(new byte[] {one});
        }
      } catch (IOException e) {
        // It was refused before it was all out.
        assertThat(e).hasMessageFindingMatch("(?i)reset|broken pipe");
      }
      assertThat(client.read().status()).isEqualTo(400);
    }
    assertThat(SEEN).isEmpty();
  }

  @Test
  void headsBeyondTheirLimitsAreRefused() throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      String path = "/" + "a".repeat(Doors.REQUEST_LINE_BYTES_MAX);
      assertThat(client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").read().status())
          .isEqualTo(414);
      assertThat(client.isClosed()).isTrue();
    }
    try (RawClient client = new RawClient(door.port())) {
      String header = "X-A: " + "b".repeat(Doors.HEADERS_BYTES_MAX) + "\r\n";
      assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n" + header + "\r\n").read().status())
          .isEqualTo(431);
      assertThat(client.isClosed()).isTrue();
    }
  }
}
