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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that two programs could read differently: refused, and nothing behind them is ever
/// taken for a request.
class SmugglingTest {
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String CHUNKED = "5\r\nhello\r\n0\r\n\r\n";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Doors doors = Doors.start(Clock.system(), Chance.of(new SplittableRandom(1)));
  private Door door;

  @BeforeEach
  void open() throws IOException {
    door =
        doors.open(
            "test",
            Entrance.plain("127.0.0.1", 0),
            DoorLimits.console(),
            exchange ->
                exchange.read(
                    10_000,
                    body -> {
                      seen.add(exchange.path() + " " + body.text());
                      exchange.answer(Reply.empty(202));
                    }));
  }

  @AfterEach
  void close() {
    doors.close();
  }

  private static String post(String headers, String body) {
    return "POST /p HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body + HIDDEN;
  }

  static List<String> ambiguous() {
    return List.of(
        post("Content-Length: 15\r\nTransfer-Encoding: chunked\r\n", CHUNKED),
        post("Transfer-Encoding: chunked\r\nContent-Length: 15\r\n", CHUNKED),
        post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"),
        post("Content-Length: 5\r\nContent-Length: 0\r\n", "hello"),
        post("Content-Length: 5, 6\r\n", "hello"),
        post("Content-Length: +5\r\n", "hello"),
        post("Content-Length: -1\r\n", "hello"),
        post("Content-Length: 0x5\r\n", "hello"),
        post("Content-Length: 5 5\r\n", "hello"),
        post("Content-Length:\r\n", "hello"),
        post("Content-Length: 99999999999999999999\r\n", "hello"),
        post("Content-Length : 5\r\n", "hello"),
        post("Transfer-Encoding : chunked\r\n", CHUNKED),
        post("Transfer-Encoding: identity\r\n", "hello"),
        post("Transfer-Encoding: gzip, chunked\r\n", CHUNKED),
        post("Transfer-Encoding: chunked, identity\r\n", CHUNKED),
        post("Transfer-Encoding: xchunked\r\n", CHUNKED),
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", CHUNKED),
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", CHUNKED),
        post("Transfer-Encoding: \u000bchunked\r\n", CHUNKED),
        post("Transfer-Encoding:\r\n chunked\r\n", CHUNKED),
        post("X-A: b\r\n\tTransfer-Encoding: chunked\r\n", ""),
        post("X-A: b\r\n folded\r\nContent-Length: 0\r\n", ""),
        post("X-A: b\nContent-Length: 0\r\n", ""),
        post("X-A: b\rContent-Length: 5\r\n", "hello"),
        post("X-A: b\u0000\r\nContent-Length: 0\r\n", ""),
        post("X A: b\r\nContent-Length: 0\r\n", ""),
        post("no colon\r\nContent-Length: 0\r\n", ""),
        post("Host: other\r\nContent-Length: 0\r\n", ""),
        "POST /p HTTP/1.1\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
        "POST /p HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED + HIDDEN,
        "POST /p\r\n\r\n" + HIDDEN,
        "POST /p HTTP/1.1 x\r\nHost: h\r\n\r\n" + HIDDEN,
        " POST /p HTTP/1.1\r\n folded\r\nHost: h\r\n\r\n" + HIDDEN);
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
    assertThat(seen).isEmpty();
  }

  static List<String> brokenChunks() {
    String head = "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    return List.of(
        head + "x\r\nhello\r\n0\r\n\r\n" + HIDDEN,
        head + "-1\r\nhello\r\n0\r\n\r\n" + HIDDEN,
        head + "FFFFFFFFF\r\nhello\r\n0\r\n\r\n" + HIDDEN,
        head + "5\nhello\r\n0\r\n\r\n" + HIDDEN,
        head + "5\r\nhelloX0\r\n\r\n" + HIDDEN,
        head + "5;a\nb\r\nhello\r\n0\r\n\r\n" + HIDDEN);
  }

  @ParameterizedTest
  @MethodSource("brokenChunks")
  void brokenChunksAreRefused_andTheConnectionClosed(String text) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      assertThat(client.send(text).read().status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(seen).isEmpty();
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
    assertThat(seen).containsExactly("/p hello", "/hidden ");
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
    assertThat(seen).isEmpty();
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
