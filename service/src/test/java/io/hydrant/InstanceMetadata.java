package io.hydrant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hydrant.emulator.AccessKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The instance metadata service of a machine at AWS, version 2: a token, the name of the
/// instance's role, and its credentials. Nothing is said to who shows no token.
final class InstanceMetadata implements AutoCloseable {
  private static final String TOKEN = "a-metadata-token";
  private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch mayAnswer;
  private volatile AccessKey key;

  /// @param key a session's
  InstanceMetadata(AccessKey key) throws IOException {
    this(key, new CountDownLatch(0));
  }

  /// @param mayAnswer nobody is answered before
  InstanceMetadata(AccessKey key, CountDownLatch mayAnswer) throws IOException {
    this.key = key;
    this.mayAnswer = mayAnswer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Other credentials from now on.
  void rotate(AccessKey next) {
    key = next;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      mayAnswer.await();
      String path = exchange.getRequestURI().getPath();
      String shown = exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token");
      if (exchange.getRequestMethod().equals("PUT") && path.equals("/latest/api/token")) {
        exchange.getResponseHeaders().set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
        say(exchange, 200, TOKEN);
      } else if (!TOKEN.equals(shown)) {
        say(exchange, 401, "");
      } else if (path.equals(CREDENTIALS)) {
        say(exchange, 200, "a-role");
      } else if (path.equals(CREDENTIALS + "a-role")) {
        say(exchange, 200, json(key));
      } else {
        say(exchange, 404, "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String json(AccessKey key) {
    return """
    {"Code":"Success","Type":"AWS-HMAC","LastUpdated":"%s","AccessKeyId":"%s",
     "SecretAccessKey":"%s","Token":"%s","Expiration":"%s"}
    """
        .formatted(Instant.EPOCH, key.id(), key.secret(), key.sessionToken(), key.expires());
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
