package io.hydrant.http;

import java.util.ArrayList;
import java.util.List;

/// Requests that two programs could read differently, each with another one hidden behind it: none
/// may be answered with success, and what is hidden may never be taken for a request.
public final class AmbiguousRequests {
  private static final String CHUNKED = "5\r\nhello\r\n0\r\n\r\n";

  private final String line;
  private final String headers;
  private final String hidden;
  private final List<String> all = new ArrayList<>();

  private AmbiguousRequests(String path, String headers, String hidden) {
    this.line = "POST " + path + " HTTP/1.1\r\n";
    this.headers = headers;
    this.hidden = hidden;
  }

  /// Those whose head shows it.
  ///
  /// @param headers that a request needs beside Host, each with its line end
  /// @param hidden a whole request
  public static List<String> heads(String path, String headers, String hidden) {
    AmbiguousRequests requests = new AmbiguousRequests(path, headers, hidden);
    requests.lengths();
    requests.codings();
    requests.names();
    requests.hosts(path);
    requests.lines(path);
    return requests.all;
  }

  /// Those whose chunks show it.
  ///
  /// @param headers that a request needs beside Host, each with its line end
  /// @param hidden a whole request
  public static List<String> chunks(String path, String headers, String hidden) {
    AmbiguousRequests requests = new AmbiguousRequests(path, headers, hidden);
    requests.chunks();
    return requests.all;
  }

  /// Those of a version that is not spoken.
  public static List<String> versions(String path, String hidden) {
    List<String> all = new ArrayList<>();
    for (String version : List.of("HTTP/2.0", "HTTP/0.9", "HTTP/1.10", "http/1.1")) {
      all.add("POST " + path + " " + version + "\r\nHost: h\r\n\r\n" + hidden);
    }
    all.add("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + hidden);
    return all;
  }

  private void post(String framing, String body) {
    raw(line + "Host: h\r\n" + headers + framing + "\r\n" + body);
  }

  private void raw(String request) {
    all.add(request + hidden);
  }

  private void lengths() {
    post("Content-Length: 15\r\nTransfer-Encoding: chunked\r\n", CHUNKED);
    post("Transfer-Encoding: chunked\r\nContent-Length: 15\r\n", CHUNKED);
    post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello");
    post("Content-Length: 5\r\nContent-Length: 0\r\n", "hello");
    post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello");
    post("Content-Length: 5, 6\r\n", "hello");
    post("Content-Length: 5, 5\r\n", "hello");
    post("Content-Length: 5,\r\n", "hello");
    post("Content-Length: +5\r\n", "hello");
    post("Content-Length: -1\r\n", "hello");
    post("Content-Length: -0\r\n", "");
    post("Content-Length: 0x5\r\n", "hello");
    post("Content-Length: 5.0\r\n", "hello");
    post("Content-Length: 5e0\r\n", "hello");
    post("Content-Length: 5 5\r\n", "hello");
    post("Content-Length: \"5\"\r\n", "hello");
    post("Content-Length: 5;\r\n", "hello");
    post("Content-Length: five\r\n", "hello");
    post("Content-Length:\r\n", "hello");
    post("Content-Length: 99999999999999999999\r\n", "hello");
    post("Content-Length: 18446744073709551621\r\n", "hello");
    post("Content-Length : 5\r\n", "hello");
    post("Content-Length\t: 5\r\n", "hello");
    post("Content-Length: \u000b5\r\n", "hello");
  }

  private void codings() {
    post("Transfer-Encoding : chunked\r\n", CHUNKED);
    post("Transfer-Encoding: identity\r\n", "hello");
    post("Transfer-Encoding: identity\r\nContent-Length: 5\r\n", "hello");
    post("Transfer-Encoding: gzip, chunked\r\n", CHUNKED);
    post("Transfer-Encoding: chunked, identity\r\n", CHUNKED);
    post("Transfer-Encoding: chunked, chunked\r\n", CHUNKED);
    post("Transfer-Encoding: , chunked\r\n", CHUNKED);
    post("Transfer-Encoding: chunked,\r\n", CHUNKED);
    post("Transfer-Encoding: chunked;q=1\r\n", CHUNKED);
    post("Transfer-Encoding: \"chunked\"\r\n", CHUNKED);
    post("Transfer-Encoding: 'chunked'\r\n", CHUNKED);
    post("Transfer-Encoding: xchunked\r\n", CHUNKED);
    post("Transfer-Encoding: chun ked\r\n", CHUNKED);
    post("Transfer-Encoding: chunked\u00a0\r\n", CHUNKED);
    post("Transfer-Encoding: \u000bchunked\r\n", CHUNKED);
    post("Transfer-Encoding: chunked\u0000\r\n", CHUNKED);
    post("Transfer-Encoding:\r\n", CHUNKED);
    post("Transfer-Encoding:\r\n chunked\r\n", CHUNKED);
    post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", CHUNKED);
    post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", CHUNKED);
  }

  private void names() {
    post("X-A: b\r\n\tTransfer-Encoding: chunked\r\n", "");
    post("X-A: b\r\n folded\r\nContent-Length: 0\r\n", "");
    post("X-A: b\nContent-Length: 0\r\n", "");
    post("X-A: b\rContent-Length: 5\r\n", "hello");
    post("X-A: b\u0000\r\nContent-Length: 0\r\n", "");
    post("X A: b\r\nContent-Length: 0\r\n", "");
    post("X\u0000A: b\r\nContent-Length: 0\r\n", "");
    post("X-A(b): c\r\nContent-Length: 0\r\n", "");
    post("X-\u00e4: b\r\nContent-Length: 0\r\n", "");
    post(": b\r\nContent-Length: 0\r\n", "");
    post("no colon\r\nContent-Length: 0\r\n", "");
  }

  private void hosts(String path) {
    post("Host: other\r\nContent-Length: 0\r\n", "");
    post("Host: h\r\nContent-Length: 0\r\n", "");
    raw("POST " + path + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    raw("POST " + path + " HTTP/1.1\r\nHost : h\r\nContent-Length: 0\r\n\r\n");
  }

  private void lines(String path) {
    raw("POST " + path + " HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED);
    raw("POST " + path + "\r\n\r\n");
    raw("POST " + path + " HTTP/1.1 x\r\nHost: h\r\n\r\n");
    raw("POST " + path + " HTTP/1.1\rHost: h\r\n\r\n");
    raw("POST " + path + " HTTP/1.1\nHost: h\n\n");
    raw("POST " + path + " HTTP/one\r\nHost: h\r\n\r\n");
    raw("PO\u0000ST " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    raw("POST " + path + "\u0000 HTTP/1.1\r\nHost: h\r\n\r\n");
    raw("POST " + path + "\u0001 HTTP/1.1\r\nHost: h\r\n\r\n");
    raw("POST " + path + "\u007f HTTP/1.1\r\nHost: h\r\n\r\n");
    raw("POST " + path + "\u00e4 HTTP/1.1\r\nHost: h\r\n\r\n");
    raw(" POST " + path + " HTTP/1.1\r\n folded\r\nHost: h\r\n\r\n");
    raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    raw("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n");
  }

  private void chunks() {
    chunked("x\r\nhello\r\n0\r\n\r\n");
    chunked("-1\r\nhello\r\n0\r\n\r\n");
    chunked("+5\r\nhello\r\n0\r\n\r\n");
    chunked("0x5\r\nhello\r\n0\r\n\r\n");
    chunked("5 5\r\nhello\r\n0\r\n\r\n");
    chunked("\r\nhello\r\n0\r\n\r\n");
    chunked("FFFFFFFFF\r\nhello\r\n0\r\n\r\n");
    chunked("10000000000000005\r\nhello\r\n0\r\n\r\n");
    chunked("5\nhello\r\n0\r\n\r\n");
    chunked("5\rhello\r\n0\r\n\r\n");
    chunked("5\r\nhelloX0\r\n\r\n");
    chunked("5\r\nhello0\r\n\r\n");
    chunked("5\r\nhello\n0\r\n\r\n");
    chunked("5;a\nb\r\nhello\r\n0\r\n\r\n");
    chunked("5\r\nhello\r\n0\nX-A: b\n\n");
    chunked("5\r\nhello\r\n-0\r\n\r\n");
  }

  private void chunked(String body) {
    post("Transfer-Encoding: chunked\r\n", body);
  }
}
