package io.hydrant.kill;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One connection of a [Crowd]: as little client as there can be, since thousands share the machine
/// with what they measure.
final class CrowdClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int NARROW_BYTES = 4_096;

  /// What stands before the length of an answer.
  static final String LENGTH = "content-length: ";

  /// Where the collector is, and how its requests begin.
  record Way(int port, String authorization) {

    /// Without the line that ends it.
    String head(String headers) {
      return "POST /v2/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
          + "Authorization: "
          + authorization
          + "\r\n"
          + headers;
    }

    String post(String body) {
      return head("Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
    }

    String get(String path) {
      return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    }

    CrowdClient connect() throws IOException {
      return new CrowdClient(port, 0);
    }

    /// With as little room for answers as the system allows.
    CrowdClient connectNarrow() throws IOException {
      return new CrowdClient(port, NARROW_BYTES);
    }
  }

  private final Socket socket = new Socket();
  private final InputStream in;

  private CrowdClient(int port, int receiveBytes) throws IOException {
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 512);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Whether an answer, or the end, is there to be read.
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  void readByte() throws IOException {
    if (in.read() < 0) {
      throw new IOException("closed");
    }
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  /// Reads one answer, and closes the connection when it says so.
  ///
  /// @return its status
  int read() throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    boolean isLast = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(header.substring(LENGTH.length()));
      }
      isLast |= header.equalsIgnoreCase("connection: close");
    }
    in.skipNBytes(length);
    if (isLast) {
      close();
    }
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
