package io.hydrant.kill;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The emulator in a process of its own: the judge shares neither memory nor fate with whom it
/// judges.
final class EmulatorProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Pattern ENDPOINT = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)");
  private static final JsonName RECORDS = JsonName.of("records");
  private static final JsonName DATA = JsonName.of("data");
  private static final JsonName NEXT = JsonName.of("next");

  private final Process process;
  private final URI endpoint;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Long> marks = new HashMap<>();

  private EmulatorProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// Starts one with these streams.
  ///
  /// @param directory where its log lies
  static EmulatorProcess start(Path directory, List<String> streams)
      throws IOException, InterruptedException {
    Path log = directory.resolve("emulator.log");
    List<String> command = ServiceProcess.hydrant("-Xmx4g");
    command.addAll(List.of("emulator", "--port", "0", "--memory", "3072"));
    streams.forEach(stream -> command.addAll(List.of("--stream", stream)));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Clock clock = Clock.system();
    long deadline = clock.nanos() + START_MAX.toNanos();
    while (clock.nanos() < deadline && process.isAlive()) {
      Matcher endpoint = ENDPOINT.matcher(Files.readString(log));
      if (endpoint.find()) {
        return new EmulatorProcess(process, URI.create(endpoint.group(1)));
      }
      clock.parkUntil(clock.nanos() + LOOK_EVERY.toNanos());
    }
    process.destroyForcibly();
    throw new IOException("the emulator did not start: " + Files.readString(log));
  }

  URI endpoint() {
    return endpoint;
  }

  /// Lets something happen to calls, see docs/emulator.md.
  void script(String faults) throws IOException, InterruptedException {
    ask(
        HttpRequest.newBuilder(endpoint.resolve("/_emulator/faults"))
            .POST(BodyPublishers.ofString(faults)));
  }

  /// Everything is well again.
  void forgetFaults() throws IOException, InterruptedException {
    ask(HttpRequest.newBuilder(endpoint.resolve("/_emulator/faults")).DELETE());
  }

  /// What a stream took since it was asked for last, and forgets it here.
  List<byte[]> take(String stream) throws IOException, InterruptedException {
    List<byte[]> data = new ArrayList<>();
    marks.put(stream, read(stream, data));
    return data;
  }

  /// The same, and forgets nothing.
  List<byte[]> peek(String stream) throws IOException, InterruptedException {
    List<byte[]> data = new ArrayList<>();
    read(stream, data);
    return data;
  }

  /// Adds what there is beyond the mark; returns where that ends.
  private long read(String stream, List<byte[]> data) throws IOException, InterruptedException {
    long from = marks.getOrDefault(stream, 0L);
    try {
      while (true) {
        String path = "/_emulator/streams/" + stream + "/records?count=2000&from=" + from;
        JsonIndex json =
            JsonIndex.of(
                ask(HttpRequest.newBuilder(endpoint.resolve(path)))
                    .getBytes(StandardCharsets.UTF_8));
        int records = json.find(0, RECORDS);
        for (int at = json.first(records); at != JsonIndex.NONE; at = json.next(at)) {
          data.add(Base64.getDecoder().decode(json.string(json.find(at, DATA))));
        }
        long next = Long.parseLong(json.raw(json.find(0, NEXT)));
        if (next == from) {
          return next;
        }
        from = next;
      }
    } catch (InvalidJsonException e) {
      throw new IOException("the emulator's answer is not JSON", e);
    }
  }

  private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.timeout(START_MAX).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the emulator answered " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
  }
}
