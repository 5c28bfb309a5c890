package io.hydrant.canary;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpServer;
import io.hydrant.Service;
import io.hydrant.cli.LogLines;
import io.hydrant.cli.Prompt;
import io.hydrant.cli.World.RunningService;
import io.hydrant.console.Token;
import io.hydrant.http.RawClient;
import io.hydrant.http.RawClient.Answered;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// `hydrant serve` with a configuration file, in this process, its log at the lowest level; all
/// that comes out of it goes to a scan, but for what goes to the stream.
final class Deployment implements AutoCloseable {
  private static final int STEPS_MAX = 300;
  private static final long STEP_NANOS = 100_000_000;

  private final Scan scan;
  private final Path file;
  private final Logger log = (Logger) LoggerFactory.getLogger("io.hydrant");
  private final @Nullable Level before = log.getLevel();
  private final Everything everything = new Everything();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final HttpServer webhook;
  private final CompletableFuture<RunningService> started = new CompletableFuture<>();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  /// Each entry, as it is written and with all that hangs on it.
  private final class Everything extends AppenderBase<ILoggingEvent> {
    private final LogLines lines = new LogLines();

    @Override
    protected void append(ILoggingEvent event) {
      scan.add("log", new String(lines.encode(event), StandardCharsets.UTF_8));
      scan.add("log, its arguments", Arrays.toString(event.getArgumentArray()));
      if (event.getThrowableProxy() != null) {
        scan.add("log, a trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }

  /// @param file of the configuration, not written yet
  Deployment(Scan scan, Path file) throws IOException {
    this.scan = scan;
    this.file = file;
    everything.start();
    log.addAppender(everything);
    log.setLevel(Level.TRACE);
    System.setOut(scanned("stdout", out));
    System.setErr(scanned("stderr", err));
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          scan.add("alert", new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(scan.count("alert") < 2 ? 500 : 200, -1);
          exchange.close();
        });
    webhook.start();
  }

  private PrintStream scanned(String where, PrintStream beneath) {
    return new PrintStream(
        new OutputStream() {
          private final StringBuilder line = new StringBuilder();

          @Override
          public synchronized void write(int one) {
            beneath.write(one);
            line.append((char) one);
            if (one == '\n') {
              scan.add(where, line.toString());
              line.setLength(0);
            }
          }
        },
        true,
        StandardCharsets.ISO_8859_1);
  }

  String webhook() {
    return "http://127.0.0.1:" + webhook.getAddress().getPort();
  }

  void configure(String yaml) throws IOException {
    Files.writeString(file, yaml);
  }

  /// Starts the service; returns when it runs.
  void serve() throws Exception {
    Prompt prompt =
        new Prompt((configuration, onLost) -> {
          scan.add("configuration", configuration.toString());
          Chance chance = Chance.of(new SplittableRandom(3));
          RunningService service = Service.start(configuration, Clock.system(), chance, () -> {});
          stop.complete(onLost);
          started.complete(service);
          return service;
        });
    Thread.ofPlatform()
        .name("serve")
        .start(() -> {
          int code = prompt.run("serve", "--config", file.toString());
          ended.complete(code + prompt.said());
          started.completeExceptionally(new IOException(prompt.said()));
        });
    started.get(1, TimeUnit.MINUTES);
  }

  Path data() {
    return Objects.requireNonNull(file.getParent()).resolve("data");
  }

  /// Asks the collector; what it answers is scanned.
  ///
  /// @param headers each with its end
  Answered collector(String start, String headers, String body) throws Exception {
    return ask("collector " + start, started.get().collectorPort(), start, headers, body);
  }

  /// Asks the console; what it answers is scanned.
  Answered console(String start, String headers, String body) throws Exception {
    return ask("console " + start, started.get().consolePort(), start, headers, body);
  }

  /// The same, for an answer that says to who asked what he said.
  Answered unscanned(String start, String headers, String body) throws Exception {
    return send(started.get().collectorPort(), start, headers, body);
  }

  private Answered ask(String where, int port, String start, String headers, String body)
      throws IOException {
    Answered answered = send(port, start, headers, body);
    scan.add(where, answered.body());
    scan.add(where + ", its headers", answered.headers().toString());
    return answered;
  }

  private static Answered send(int port, String start, String headers, String body)
      throws IOException {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    String head =
        start + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + utf8.length + "\r\n" + headers;
    try (RawClient client = new RawClient(port)) {
      return client.send(head + "\r\n").send(utf8).read();
    }
  }

  /// Runs a command; what it says is scanned.
  ///
  /// @return its exit code
  int run(String... words) {
    Prompt prompt = new Prompt();
    int code = prompt.run(words);
    scan.add(String.join(" ", words), prompt.said());
    return code;
  }

  /// By which a command finds this service.
  String[] at() throws Exception {
    String url = "http://127.0.0.1:" + started.get().consolePort();
    return new String[] {"--url", url, "--token", data().resolve(Token.FILE).toString()};
  }

  /// Waits until something is as it is to be, for half a minute.
  static String await(Source source, Predicate<String> isReady) throws Exception {
    String text = source.get();
    for (int i = 0; i < STEPS_MAX && !isReady.test(text); i++) {
      Clock.system().parkUntil(Clock.system().nanos() + STEP_NANOS);
      text = source.get();
    }
    if (!isReady.test(text)) {
      throw new AssertionError(text);
    }
    return text;
  }

  /// Where a text comes from.
  interface Source {
    String get() throws Exception;
  }

  @Override
  public void close() {
    stop.getNow(() -> {}).run();
    if (stop.isDone()) {
      scan.add("serve", ended.orTimeout(1, TimeUnit.MINUTES).join());
    }
    webhook.stop(0);
    System.setOut(out);
    System.setErr(err);
    log.detachAppender(everything);
    log.setLevel(before);
  }
}
