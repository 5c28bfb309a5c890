package io.hydrant.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/// A person at the console while the service is under load: one live stream that is read as fast as
/// it comes, and every page once in two seconds.
final class Watchers implements AutoCloseable {
  private static final List<String> PAGES =
      List.of("/", "/live", "/alerts", "/dead", "/connections", "/preview", "/audiences");
  private static final long EVERY_MILLIS = 2_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Function<String, URI> console;
  private final BufferedReader stream;
  private final Thread reader;
  private final Thread pages;
  private final LongStream.Builder nanos = LongStream.builder();
  private volatile boolean isOver;
  private volatile long passed;
  private volatile Exception failure;

  /// @param console where a path of the console is
  Watchers(Function<String, URI> console) throws IOException, InterruptedException {
    this.console = console;
    HttpRequest live = HttpRequest.newBuilder(console.apply("/api/live?past=false")).build();
    this.stream =
        new BufferedReader(
            new InputStreamReader(
                http.send(live, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
    this.reader = Thread.ofVirtual().start(() -> run(this::read));
    this.pages = Thread.ofVirtual().start(() -> run(this::look));
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (IOException | InterruptedException e) {
      failure = isOver ? failure : e;
    }
  }

  private void read() throws IOException {
    long count = 0;
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.startsWith("id: ")) {
        count++;
        passed = count;
      }
    }
  }

  private void look() throws IOException, InterruptedException {
    while (!isOver) {
      long round = System.nanoTime();
      for (String page : PAGES) {
        HttpRequest request = HttpRequest.newBuilder(console.apply(page)).build();
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        nanos.add(System.nanoTime() - start);
        if (answer.statusCode() != 200) {
          throw new IOException(page + " answers " + answer.statusCode());
        }
      }
      Thread.sleep(Math.max(0, EVERY_MILLIS - (System.nanoTime() - round) / 1_000_000));
    }
  }

  /// What was seen, ascending times of pages in nanoseconds among it.
  ///
  /// @param passed batches and messages that the live stream showed
  record Seen(long passed, List<Long> pages) {
    double millis(double share) {
      return pages.get(Math.min(pages.size() - 1, (int) (pages.size() * share))) / 1e6;
    }
  }

  /// Ends it.
  ///
  /// @throws IOException when something was not to be seen
  Seen stop() throws IOException, InterruptedException {
    isOver = true;
    pages.join();
    http.shutdownNow();
    reader.join();
    if (failure != null) {
      throw new IOException("the console was not to be seen", failure);
    }
    return new Seen(passed, nanos.build().sorted().boxed().toList());
  }

  @Override
  public void close() {
    isOver = true;
    http.shutdownNow();
  }
}
