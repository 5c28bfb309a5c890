package io.hydrant.emulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server: reads requests whole on an event loop, has each answered on a virtual thread of
/// its own, and writes replies, or resets the connection, on the loop again.
final class Door implements AutoCloseable {
  /// 4 MiB of data are 5.6 MB of base64; the rest is room for escapes and for testing what is too
  /// much.
  static final int BODY_BYTES_MAX = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final int HEADERS_BYTES_MAX = 16 << 10;
  private static final long START_SECONDS_MAX = 30;
  // Time for the answer to whoever asks for it.
  private static final long REFUSAL_NOTICE_MILLIS = 100;
  private static final long DROPS_PER_SECOND = 20;

  private final Answerer answerer;
  private final Vertx vertx;
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("emulator-call-", 0).factory());
  // Both of the event loop, but for the first server.
  private final Set<HttpConnection> used = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile HttpServer server;

  /// What answers a whole request.
  interface Answerer {
    /// What befalls a request that began, null for nothing; answers at once.
    ///
    /// @param target the `X-Amz-Target`, null for none
    /// @param reused whether its connection had another request before
    @Nullable Misfortune head(@Nullable String target, boolean reused);

    /// Answers, in as much time as it likes.
    Reply answer(AwsRequest request, String requestId) throws InterruptedException;

    /// The `Date` of a reply that is sent now.
    String date();
  }

  private Door(Vertx vertx, Answerer answerer) {
    this.vertx = vertx;
    this.answerer = answerer;
    this.server = server();
  }

  private HttpServer server() {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(HEADERS_BYTES_MAX)
                .setHandle100ContinueAutomatically(true))
        .connectionHandler(connection -> connection.closeHandler(gone -> used.remove(connection)))
        .requestHandler(this::receive);
  }

  /// Opens a port of the loopback address, any free one for 0.
  static Door open(int port, Answerer answerer) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    Door door = new Door(vertx, answerer);
    try {
      door.server.listen(port, "127.0.0.1").await(START_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (Exception e) {
      door.close();
      throw new IllegalStateException("emulator can not listen on 127.0.0.1:" + port, e);
    }
    return door;
  }

  int port() {
    return server.actualPort();
  }

  /// Stops listening after a while and for a while, connections that are there included.
  void refuse(Duration from, Duration lasting) {
    int port = port();
    long wait = Math.max(REFUSAL_NOTICE_MILLIS, from.toMillis());
    vertx.setTimer(
        wait,
        begin ->
            server
                .close()
                .onComplete(closed ->
                    vertx.setTimer(Math.max(1, lasting.toMillis()), end -> listenAgain(port))));
  }

  private void listenAgain(int port) {
    HttpServer again = server();
    again
        .listen(port, "127.0.0.1")
        .onSuccess(listening -> server = again)
        .onFailure(taken -> {
          LOG.warn("can not listen on 127.0.0.1:{} again; one more try", port, taken);
          vertx.setTimer(REFUSAL_NOTICE_MILLIS, retry -> listenAgain(port));
        });
  }

  private void receive(HttpServerRequest request) {
    boolean reused = !used.add(request.connection());
    switch (answerer.head(request.getHeader("x-amz-target"), reused)) {
      case Misfortune.Resets resets -> reset(request);
      case Misfortune.Hangs hangs -> request.pause();
      case Misfortune.ClosesReused closes -> request.connection().close();
      case Misfortune.ReadsSlowly slowly -> read(request, slowly.bytesPerSecond());
      case null, default -> read(request, 0);
    }
  }

  /// @param bytesPerSecond how fast, 0 for as fast as it comes
  private void read(HttpServerRequest request, long bytesPerSecond) {
    Inbound body = new Inbound(request);
    request.exceptionHandler(gone -> LOG.debug("connection lost while reading", gone));
    request.endHandler(end -> body.finish());
    if (bytesPerSecond == 0) {
      request.handler(body::add);
      return;
    }
    request.pause();
    request.handler(part -> {
      body.add(part);
      long millis = Math.max(1, part.length() * 1_000L / bytesPerSecond);
      vertx.setTimer(millis, next -> request.fetch(1));
    });
    request.fetch(1);
  }

  /// One request while it arrives.
  private final class Inbound {
    private final HttpServerRequest request;
    private final Context loop = vertx.getOrCreateContext();
    private byte[] body;
    private int length;

    Inbound(HttpServerRequest request) {
      this.request = request;
      this.body = new byte[announced(request)];
    }

    private static int announced(HttpServerRequest request) {
      String contentLength = request.getHeader("content-length");
      try {
        long length = contentLength == null ? 0 : Long.parseLong(contentLength);
        return Math.clamp(length, 0, BODY_BYTES_MAX);
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    void add(Buffer part) {
      int needed = length + part.length();
      if (needed <= BODY_BYTES_MAX) {
        if (needed > body.length) {
          body = Arrays.copyOf(body, Math.max(needed, body.length * 2));
        }
        part.getBytes(body, length);
      }
      // What is too large is read to its end and forgotten, so that the sender hears why.
      length = Math.min(Integer.MAX_VALUE / 2, needed);
    }

    void finish() {
      String requestId = UUID.randomUUID().toString();
      if (length > BODY_BYTES_MAX) {
        send(request, AwsError.tooLarge(BODY_BYTES_MAX).reply(), requestId);
        return;
      }
      AwsRequest whole =
          new AwsRequest(
              request.method().name(),
              request.uri(),
              headers(request),
              length == body.length ? body : Arrays.copyOf(body, length));
      workers.execute(() -> answer(whole, requestId));
    }

    private void answer(AwsRequest whole, String requestId) {
      Reply reply;
      try {
        reply = answerer.answer(whole, requestId);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("the emulator itself failed", e);
        reply =
            Reply.json(
                500,
                "{\"__type\":\"InternalFailure\",\"message\":\"emulator: "
                    + e.getClass().getSimpleName()
                    + "\"}");
      }
      Reply ready = reply;
      loop.runOnContext(now -> send(request, ready, requestId));
    }
  }

  private static Map<String, List<String>> headers(HttpServerRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Map.Entry<String, String> header : request.headers()) {
      headers
          .computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(header.getValue());
    }
    return headers;
  }

  private void send(HttpServerRequest request, Reply reply, String requestId) {
    switch (reply) {
      case Reply.Answered answered -> write(request, answered, requestId);
      case Reply.Cut cut -> reset(request);
      case Reply.Silence silence -> LOG.debug("left without an answer: {}", requestId);
    }
  }

  private void write(HttpServerRequest request, Reply.Answered answered, String requestId) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    Manner manner = answered.manner();
    response.setStatusCode(answered.status());
    usual(response, manner, "x-amzn-RequestId", requestId);
    usual(response, manner, "x-amz-id-2", extendedId(requestId));
    usual(response, manner, "Date", answerer.date());
    usual(response, manner, "Content-Type", answered.contentType());
    manner.added().forEach(header -> response.headers().add(header.name(), header.value()));
    if (manner.closes() && !manner.cutOff()) {
      response.putHeader("Connection", "close");
    }
    Buffer body = Buffer.buffer(answered.body().array());
    if (manner.cutOff()) {
      response.putHeader("Content-Length", String.valueOf(body.length()));
      response
          .write(body.slice(0, body.length() / 2))
          .onComplete(written -> request.connection().close());
    } else if (manner.bytesPerSecond() > 0) {
      response.putHeader("Content-Length", String.valueOf(body.length()));
      drip(response, body, manner.bytesPerSecond());
    } else if (manner.closes()) {
      response.end(body).onComplete(written -> request.connection().close());
    } else {
      response.end(body);
    }
  }

  private static void usual(HttpServerResponse response, Manner manner, String name, String value) {
    if (!value.isEmpty() && !manner.leavesOut(name)) {
      response.putHeader(name, value);
    }
  }

  private void drip(HttpServerResponse response, Buffer left, long bytesPerSecond) {
    if (response.closed()) {
      return;
    }
    int piece = Math.clamp(bytesPerSecond / DROPS_PER_SECOND, 1, Math.max(1, left.length()));
    if (left.length() <= piece) {
      response.end(left);
      return;
    }
    response.write(left.slice(0, piece));
    vertx.setTimer(
        Math.max(1, piece * 1_000L / bytesPerSecond),
        next -> drip(response, left.slice(piece, left.length()), bytesPerSecond));
  }

  private static String extendedId(String requestId) {
    byte[] raw = new byte[75];
    new SplittableRandom(requestId.hashCode()).nextBytes(raw);
    return Base64.getEncoder().encodeToString(raw);
  }

  /// Ends the connection with a TCP reset: what is unsent is dropped.
  private static void reset(HttpServerRequest request) {
    if (request.connection() instanceof HttpServerConnection connection) {
      Channel channel = connection.channelHandlerContext().channel();
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    request.connection().close();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    vertx.close().await();
  }
}
