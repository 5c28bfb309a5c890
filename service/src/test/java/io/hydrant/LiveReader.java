package io.hydrant;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One who reads server-sent events, from when it was made.
final class LiveReader implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String DATA = "data: ";

  /// Signs of life, one in ten seconds, after which nothing else is waited for.
  private static final int SILENCE_MAX = 6;

  private final HttpURLConnection connection;
  private final BufferedReader lines;
  private final List<String> sampling = new ArrayList<>();

  /// Returns when what passes from now on will be read.
  ///
  /// @param token to be shown; null: none
  LiveReader(int port, String query, @Nullable String token, String lastEventId)
      throws IOException {
    this(port, query, headers(token, lastEventId));
  }

  private static Map<String, String> headers(@Nullable String token, String lastEventId) {
    Map<String, String> headers = new HashMap<>();
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    if (!lastEventId.isEmpty()) {
      headers.put("Last-Event-ID", lastEventId);
    }
    return headers;
  }

  LiveReader(int port, String query, Map<String, String> headers) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + port + "/api/live" + query);
    connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setReadTimeout(PATIENCE_MILLIS);
    headers.forEach(connection::setRequestProperty);
    lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    next();
  }

  LiveReader(int port, String query) throws IOException {
    this(port, query, null, "");
  }

  String header(String name) {
    return String.valueOf(connection.getHeaderField(name));
  }

  /// The next event; those about sampling are put aside, and are none.
  String next() throws IOException {
    String name = "";
    String data = "";
    int silence = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(":") && ++silence > SILENCE_MAX) {
        throw new AssertionError("nothing came");
      } else if (line.startsWith("event: ")) {
        name = line;
      } else if (line.startsWith(DATA)) {
        data = line.substring(DATA.length());
      } else if (line.isEmpty() && !data.isEmpty()) {
        if (name.isEmpty()) {
          return data;
        }
        sampling.add(data);
        if (sampling.size() == 1) {
          return data;
        }
        name = "";
        data = "";
      }
    }
    throw new IOException("it has ended");
  }

  /// What was said of sampling so far.
  List<String> sampling() {
    return sampling;
  }

  /// A member of an event, as text.
  static String member(String event, String name) {
    try {
      JsonIndex json = JsonIndex.of(event.getBytes(StandardCharsets.UTF_8));
      int node = json.find(0, JsonName.of(name));
      return node == JsonIndex.NONE
          ? ""
          : json.is(node, JsonIndex.Kind.STRING) ? json.string(node) : json.raw(node);
    } catch (InvalidJsonException e) {
      throw new AssertionError(event, e);
    }
  }

  /// The next event of a state, whatever comes before it.
  String next(String state) throws IOException {
    String event = next();
    while (!member(event, "state").equals(state)) {
      event = next();
    }
    return event;
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
