package io.hydrant.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the head of a request says of its body, and whether it says it as it must.
final class Framing {
  private Framing() {}

  /// What Netty lets pass and Hydrant does not.
  static @Nullable String problem(HttpServerRequest request) {
    List<String> codings = request.headers().getAll("Transfer-Encoding");
    boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    if (!codings.isEmpty() && !chunked) {
      return "The only Transfer-Encoding known is chunked.";
    }
    int hosts = request.headers().getAll("Host").size();
    if (hosts > 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_1)) {
      return "A request has one Host header.";
    }
    if (request.headers().contains("")) {
      return "A header has a name.";
    }
    return request.uri().chars().allMatch(Framing::isOfTargets)
        ? null
        : "The request line has a character that is to be percent-encoded.";
  }

  /// What remains is nothing that RFC 3986 lets stand in a request's target.
  private static boolean isOfTargets(int character) {
    return character > ' ' && character < '\u007f';
  }

  /// -1 when it is not announced, or the request is refused for how it is.
  static long announcedLength(HttpServerRequest request) {
    String text = request.getHeader("Content-Length");
    return text == null || request.decoderResult().isFailure() ? -1 : Long.parseLong(text);
  }

  static boolean hasBody(HttpServerRequest request) {
    return request.getHeader("Transfer-Encoding") != null || announcedLength(request) > 0;
  }

  static boolean expectsContinue(HttpServerRequest request) {
    String expect = request.getHeader("Expect");
    return expect != null && expect.equalsIgnoreCase("100-continue");
  }
}
