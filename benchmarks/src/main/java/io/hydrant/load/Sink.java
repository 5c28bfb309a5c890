package io.hydrant.load;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyStoreOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Stands for Firehose under load: speaks TLS, takes every record, and counts instead of keeping.
/// It looks at as little as it can, so that it takes little of the machine from what is measured;
/// what is sent is judged by the tests, against the emulator.
final class Sink implements AutoCloseable {
  private static final String PASSWORD = "of-a-run";
  private static final byte[] DATA = "\"Data\"".getBytes(StandardCharsets.US_ASCII);
  private static final String TAKEN = "{\"RecordId\":\"a-record-of-the-sink\"}";

  private final Child child;
  private final HttpClient http;
  private final Path keys;
  private final int port;

  private Sink(Child child, HttpClient http, Path keys, int port) {
    this.child = child;
    this.http = http;
    this.keys = keys;
    this.port = port;
  }

  /// Starts one in a process of its own, with a certificate made for it.
  static Sink start(Path directory) throws IOException, InterruptedException {
    Path keys = directory.resolve("sink.p12");
    makeKeys(keys);
    int port = Child.freePort();
    Child child =
        Child.start(
            directory.resolve("sink.log"),
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName(),
                "" + port,
                keys.toString()));
    Sink sink = new Sink(child, trusting(keys), keys, port);
    HttpRequest counts =
        HttpRequest.newBuilder(sink.endpoint().resolve("/counts"))
            .timeout(Duration.ofSeconds(2))
            .build();
    child.await(() -> sink.http.send(counts, BodyHandlers.discarding()).statusCode() == 200);
    return sink;
  }

  URI endpoint() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /// What makes a JVM believe its certificate.
  List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  @Override
  public void close() {
    child.close();
    http.close();
  }

  private static void makeKeys(Path keys) throws IOException, InterruptedException {
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "7",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (made.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  private static HttpClient trusting(Path keys) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /// The process.
  ///
  /// @param arguments port and key store
  public static void main(String... arguments) throws Exception {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new KeyStoreOptions()
                    .setType("PKCS12")
                    .setPath(arguments[1])
                    .setPassword(PASSWORD));
    HttpServer server = Vertx.vertx().createHttpServer(options).requestHandler(Sink::take);
    server
        .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private static void take(HttpServerRequest request) {
    if (request.path().equals("/counts")) {
      request.response().end();
      return;
    }
    String target = request.getHeader("x-amz-target");
    boolean isBatch = target != null && target.endsWith("PutRecordBatch");
    request
        .body()
        .onSuccess(body -> {
          String answer = isBatch ? answer(count(body)) : TAKEN;
          request.response().putHeader("content-type", "application/x-amz-json-1.1").end(answer);
        });
  }

  private static String answer(int records) {
    StringBuilder answer = new StringBuilder(64 + records * (TAKEN.length() + 1));
    answer.append("{\"FailedPutCount\":0,\"RequestResponses\":[");
    for (int i = 0; i < records; i++) {
      answer.append(i == 0 ? "" : ",").append(TAKEN);
    }
    return answer.append("]}").toString();
  }

  /// Records in a call: data is base64, which has no quotation mark.
  private static int count(Buffer body) {
    byte[] bytes = body.getBytes();
    int found = 0;
    for (int i = 0; i + DATA.length <= bytes.length; i++) {
      if (bytes[i] == '"' && bytes[i + 1] == 'D' && isData(bytes, i)) {
        found++;
      }
    }
    return found;
  }

  private static boolean isData(byte[] bytes, int at) {
    for (int i = 2; i < DATA.length; i++) {
      if (bytes[at + i] != DATA[i]) {
        return false;
      }
    }
    return true;
  }
}
