package io.hydrant.vectors;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One example that pins the behaviour of an Event connection: input, settings and clock, and the
/// exact messages that follow. The files are copies of the specification's.
///
/// @param settings of the connection, as JSON
/// @param clock wall time of the start, Unix milliseconds
/// @param messages all that the stream holds one hour after the last request, as [JsonTree]s
public record Vector(
    String name,
    String settings,
    long clock,
    List<Request> requests,
    List<@Nullable Object> messages) {

  /// One request.
  ///
  /// @param atMillis after the start
  /// @param body as it is sent
  /// @param auth `right`, `none` or `wrong`
  /// @param invalid which batches of a bulk request the answer must name
  public record Request(
      long atMillis,
      String method,
      String path,
      Bytes body,
      String auth,
      int status,
      List<Integer> invalid) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static final Pattern MILLIS =
      Pattern.compile("(\"(?:sessionTimeout|batchInterval)\"\\s*:\\s*)([0-9]+)");

  /// The settings as a configuration file has them: vectors give durations in milliseconds.
  public String configured() {
    return MILLIS.matcher(settings).replaceAll("$1\"$2ms\"");
  }

  /// The names of all vectors, sorted.
  public static List<String> names() {
    try (Stream<Path> files =
        Files.list(Path.of(Objects.requireNonNull(Vector.class.getResource("/vectors")).toURI()))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The vector of this name.
  public static Vector of(String name) {
    try (InputStream file = Vector.class.getResourceAsStream("/vectors/" + name + ".json")) {
      return new Reader(Objects.requireNonNull(file).readAllBytes()).vector();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /// Reads a vector so that bodies keep their bytes.
  private static final class Reader {
    private final JsonIndex json;

    Reader(byte[] text) {
      try {
        this.json = JsonIndex.of(text);
      } catch (InvalidJsonException e) {
        throw new IllegalArgumentException(e);
      }
    }

    Vector vector() {
      List<Request> requests = new ArrayList<>();
      for (int each : children(member(0, "requests"))) {
        requests.add(request(each));
      }
      List<@Nullable Object> messages = new ArrayList<>();
      for (int each : children(member(0, "messages"))) {
        messages.add(JsonTree.of(json.raw(each)));
      }
      return new Vector(
          json.string(member(0, "name")),
          json.raw(member(0, "settings")),
          number(0, "clock", 0),
          requests,
          messages);
    }

    private Request request(int node) {
      int raw = member(node, "raw");
      int body = member(node, "body");
      Bytes bytes = Bytes.EMPTY;
      if (raw != JsonIndex.NONE) {
        bytes = Bytes.utf8(json.string(raw));
      } else if (body != JsonIndex.NONE) {
        int start = json.start(body);
        bytes = Bytes.of(json.text(), start, json.end(body) - start);
      }
      List<Integer> invalid = new ArrayList<>();
      for (int each : children(member(node, "invalid"))) {
        invalid.add(Integer.parseInt(json.raw(each)));
      }
      int method = member(node, "method");
      int auth = member(node, "auth");
      return new Request(
          number(node, "at", 0),
          method == JsonIndex.NONE ? "POST" : json.string(method),
          json.string(member(node, "path")),
          bytes,
          auth == JsonIndex.NONE ? "right" : json.string(auth),
          (int) number(node, "status", 202),
          invalid);
    }

    private int member(int object, String name) {
      return json.find(object, JsonName.of(name));
    }

    private long number(int object, String name, long absent) {
      int node = member(object, name);
      return node == JsonIndex.NONE ? absent : Long.parseLong(json.raw(node));
    }

    private List<Integer> children(int parent) {
      List<Integer> children = new ArrayList<>();
      if (parent != JsonIndex.NONE) {
        for (int each = json.first(parent); each != JsonIndex.NONE; each = json.next(each)) {
          children.add(each);
        }
      }
      return children;
    }
  }
}
