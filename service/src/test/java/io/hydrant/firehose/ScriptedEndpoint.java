package io.hydrant.firehose;

import io.hydrant.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;

/// An HTTP server on a bare socket that plays one act for each request, in order, and the last one
/// for all that follow. It keeps what it was sent.
final class ScriptedEndpoint implements AutoCloseable {

  /// A request as it came.
  ///
  /// @param headers by lower-case name
  record Received(String line, Map<String, String> headers, Bytes body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    JsonNode json() {
      return JsonNodeParser.create().parse(body.toArray());
    }
  }

  /// What is done with a request whose head has been read.
  interface Act {
    /// Reads and answers, and says whether the connection lives on.
    boolean play(Socket socket, Arriving request) throws IOException, InterruptedException;
  }

  /// A request of which the body is still to be read.
  final class Arriving {
    private final String line;
    private final Map<String, String> headers;
    private final InputStream in;

    private Arriving(String line, Map<String, String> headers, InputStream in) {
      this.line = line;
      this.headers = headers;
      this.in = in;
    }

    Received read() throws IOException {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("body of " + body.length + " instead of " + length);
      }
      Received whole = new Received(line, headers, Bytes.of(body));
      received.add(whole);
      return whole;
    }
  }

  private final ServerSocket server;
  private final ConcurrentLinkedQueue<Act> acts = new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Act last = ok("{\"RequestResponses\":[{\"RecordId\":\"1\"}]}");

  ScriptedEndpoint() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  ScriptedEndpoint then(Act act) {
    acts.add(act);
    last = act;
    return this;
  }

  List<Received> received() {
    return received;
  }

  // ---- acts

  static Act ok(String body) {
    return reply(200, Map.of(), body);
  }

  static Act reply(int status, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (socket, request) -> {
      request.read();
      write(socket, head(status, headers, bytes.length), bytes);
      return true;
    };
  }

  /// Announces `announced` bytes more than it sends, then closes.
  static Act cutShort(String body, int missing) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (socket, request) -> {
      request.read();
      write(socket, head(200, Map.of(), bytes.length + missing), bytes);
      return false;
    };
  }

  static Act closeAfterReading() {
    return (_, request) -> {
      request.read();
      return false;
    };
  }

  static Act resetAfterReading() {
    return (socket, request) -> {
      request.read();
      socket.setSoLinger(true, 0);
      return false;
    };
  }

  /// Resets the connection when the head is there and the body is not.
  static Act resetBeforeReading() {
    return (socket, _) -> {
      socket.setSoLinger(true, 0);
      return false;
    };
  }

  static Act silence() {
    return (socket, request) -> {
      request.read();
      return socket.getInputStream().read() >= 0;
    };
  }

  /// Sends one byte of `body` every `millis`.
  static Act drip(String body, int millis) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (socket, request) -> {
      request.read();
      write(socket, head(200, Map.of(), bytes.length), new byte[0]);
      socket.setSoTimeout(millis);
      for (byte one : bytes) {
        write(socket, "", new byte[] {one});
        if (isClosedWithinTimeout(socket)) {
          return false;
        }
      }
      socket.setSoTimeout(0);
      return true;
    };
  }

  private static boolean isClosedWithinTimeout(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static String head(int status, Map<String, String> headers, int length) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("Content-Length: " + length + "\r\n\r\n").toString();
  }

  private static void write(Socket socket, String head, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body);
    socket.getOutputStream().write(bytes.toByteArray());
    socket.getOutputStream().flush();
  }

  // ---- serving

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      boolean goesOn = true;
      while (goesOn) {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          int colon = header.indexOf(':');
          if (colon < 0) {
            throw new IOException("not HTTP");
          }
          String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
          headers.merge(name, header.substring(colon + 1).trim(), (a, b) -> a + "," + b);
        }
        Act next = acts.poll();
        goesOn = (next == null ? last : next).play(socket, new Arriving(line, headers, in));
      }
    } catch (IOException | InterruptedException e) {
      // The client went away, or this was closed.
    } finally {
      sockets.remove(socket);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().trim();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
