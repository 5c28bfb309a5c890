package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Clients that send batches and remember every 202. A client that hears nothing sends the same
/// batch again until it is answered, as real ones do.
final class Load {
  private static final int EVENTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final URI events;
  private final String authorization;
  private final ExecutorService writers;
  private final Set<String> attempted = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Map<String, Times> times = new ConcurrentHashMap<>();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
  private final Queue<Long> answeredNanos = new ConcurrentLinkedQueue<>();
  private final AtomicInteger over = new AtomicInteger();
  private final int writerCount;
  private final int batches;
  private volatile boolean stopping;
  private volatile boolean deaf;
  private volatile Duration rest = Duration.ZERO;

  /// Between which moments a batch was taken.
  record Times(long sentNanos, long answeredNanos) {}

  Load(URI events, String key, String secret, int writers) {
    this(events, key, secret, writers, Integer.MAX_VALUE);
  }

  /// @param batches how many each writer sends
  Load(URI events, String key, String secret, int writers, int batches) {
    this.batches = batches;
    this.writerCount = writers;
    this.events = events;
    this.authorization = authorization(key, secret);
    this.writers = Executors.newCachedThreadPool();
    for (int i = 0; i < writers; i++) {
      int writer = i;
      this.writers.execute(() -> writeAll(writer));
    }
  }

  /// The header of that name.
  static String authorization(String key, String secret) {
    byte[] both = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /// Names of all events that were sent, answered or not.
  Set<String> attempted() {
    return attempted;
  }

  /// Names of the events of batches that were answered 202.
  Set<String> acknowledged() {
    return acknowledged;
  }

  /// Of the batches that were answered 202, by their names: what the names of their events begin
  /// with, up to the last dash.
  Map<String, Times> times() {
    return times;
  }

  /// Requests of which nobody knows what became of them.
  long unanswered() {
    return unanswered.get();
  }

  /// Requests that were answered 503 or 429.
  long refused() {
    return refused.get();
  }

  /// How long a writer rests after each batch: he who is to be there, and not to be a burden.
  void rest(Duration time) {
    rest = time;
  }

  /// Whether answers get lost on their way: then the batch counts as unanswered and is sent again.
  void deafen(boolean deaf) {
    this.deaf = deaf;
  }

  /// Time from the first byte of a request to its 202 at this share of all of them, in
  /// milliseconds.
  long answeredMillis(double share) {
    List<Long> sorted = answeredNanos.stream().sorted().toList();
    int at = Math.min(sorted.size() - 1, (int) (sorted.size() * share));
    return sorted.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toMillis(sorted.get(at));
  }

  /// How many batches were answered 202.
  int answered() {
    return answeredNanos.size();
  }

  /// Answers count from now on: those before came while the service was warming up.
  void forget() {
    answeredNanos.clear();
  }

  /// Whether every writer has sent all it should.
  boolean isOver() {
    return over.get() == writerCount;
  }

  private void writeAll(int writer) {
    try {
      write(writer);
    } catch (AssertionError e) {
      failure.set(e);
    } finally {
      over.incrementAndGet();
    }
  }

  private void write(int writer) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < batches && !stopping; i++) {
        String batch = writer + "-" + i;
        List<String> names = new ArrayList<>();
        for (int k = 0; k < EVENTS; k++) {
          names.add(batch + "-" + k);
        }
        attempted.addAll(names);
        long sent = Clock.system().nanos();
        while (!send(client, body(writer, batch, names))) {
          if (Thread.interrupted()) {
            return;
          }
          Clock.system().parkUntil(Clock.system().nanos() + PAUSE.toNanos());
        }
        acknowledged.addAll(names);
        times.put(batch, new Times(sent, Clock.system().nanos()));
        Clock.system().parkUntil(Clock.system().nanos() + rest.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A batch of some events that have nothing but their names.
  static String body(int writer, String batch, List<String> names) {
    StringBuilder events = new StringBuilder();
    for (String name : names) {
      events
          .append(events.isEmpty() ? "" : ",")
          .append("{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"")
          .append(name)
          .append("\",\"custom_attributes\":{\"filler\":\"")
          .append("x".repeat(200))
          .append("\"}}}");
    }
    return "{\"source_request_id\":\"%s\",\"mpid\":%d,\"mp_deviceid\":\"device-%d\",\"events\":[%s]}"
        .formatted(batch, writer + 1, writer, events);
  }

  /// Sends one request; whether it was answered 202.
  private boolean send(HttpClient client, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    long started = Clock.system().nanos();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      int status = response.statusCode();
      if (status != 202 && status != 503 && status != 429) {
        // Without an id it is not the service's: somebody else has its port while it is dead.
        String id = response.headers().firstValue("X-Hydrant-Request-Id").orElse("no id");
        throw new AssertionError(
            "a valid batch was answered %d, %s: %s".formatted(status, id, response.body()));
      }
      if (deaf) {
        unanswered.incrementAndGet();
        return false;
      }
      if (status == 202) {
        answeredNanos.add(Clock.system().nanos() - started);
      } else {
        refused.incrementAndGet();
      }
      return status == 202;
    } catch (IOException e) {
      unanswered.incrementAndGet();
      return false;
    }
  }

  /// Every writer stops where it is.
  void giveUp() {
    stopping = true;
    writers.shutdownNow();
  }

  /// Lets every writer finish its batch.
  void finish() throws InterruptedException {
    stopping = true;
    writers.shutdown();
    if (!writers.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new AssertionError("writers did not finish");
    }
    AssertionError failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
