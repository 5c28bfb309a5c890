package io.hydrant.emulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A connection to the emulator, byte by byte: what a client library would hide.
final class Wire implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
  private static final int PATIENCE_MILLIS = 20_000;

  private final URI endpoint;
  private final SignedCaller caller;
  private @Nullable Socket socket;
  int patienceMillis = PATIENCE_MILLIS;

  Wire(URI endpoint, SignedCaller caller) {
    this.endpoint = endpoint;
    this.caller = caller;
  }

  /// What came back.
  ///
  /// @param head status line and headers
  /// @param whole whether the body is as long as was announced
  /// @param millis until its last byte
  record Seen(String head, String body, boolean whole, long millis) {
    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    List<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ": ";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()))
          .toList();
    }

    int recordIds() {
      return body.split("\"RecordId\"", -1).length - 1;
    }

    int failed() {
      return body.split("\"ErrorMessage\"", -1).length - 1;
    }
  }

  Seen put(String... data) throws IOException {
    return call("PutRecordBatch", Bodies.putRecordBatch("s", List.of(data)));
  }

  Seen describe() throws IOException {
    return call("DescribeDeliveryStream", Bodies.name("s"));
  }

  /// One call, on the connection of the last unless that has ended.
  Seen call(String operation, String body) throws IOException {
    HttpRequest request = caller.signed(operation, body, body);
    StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(endpoint.getPort()).append("\r\n");
    for (Map.Entry<String, List<String>> header : request.headers().map().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("content-length")) {
        head.append(header.getKey()).append(": ").append(header.getValue().getFirst());
        head.append("\r\n");
      }
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    long begin = System.nanoTime();
    Socket open = open();
    try {
      open.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      open.getOutputStream().write(bytes);
      return answer(open.getInputStream(), begin);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.getPort()),
          PATIENCE_MILLIS);
      socket = open;
    }
    open.setSoTimeout(patienceMillis);
    return open;
  }

  private Seen answer(InputStream in, long begin) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("ended without an answer");
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.UTF_8);
    Matcher length = LENGTH.matcher(text);
    int announced = length.find() ? Integer.parseInt(length.group(1)) : 0;
    byte[] body = in.readNBytes(announced);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    boolean whole = body.length == announced;
    return new Seen(text, new String(body, StandardCharsets.UTF_8), whole, millis);
  }

  /// Whether the other side has ended the connection.
  boolean ended() throws IOException {
    return open().getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }
}
