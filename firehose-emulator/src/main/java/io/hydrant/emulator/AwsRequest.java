package io.hydrant.emulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request, read whole.
final class AwsRequest {
  private final String method;
  private final String uri;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /// @param uri path and query as sent
  /// @param headers by name in lower case, values in the order sent
  AwsRequest(String method, String uri, Map<String, List<String>> headers, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body;
  }

  String method() {
    return method;
  }

  String path() {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /// What follows the question mark, empty without one.
  String query() {
    int query = uri.indexOf('?');
    return query < 0 ? "" : uri.substring(query + 1);
  }

  /// The first value of a header, null without one.
  @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.getFirst();
  }

  /// All values of a header.
  List<String> headerValues(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  byte[] body() {
    return body;
  }
}
