package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real service in a process of its own, so that it can be killed.
final class ServiceProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// A port that nobody listens at now.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Starts it and waits until it accepts batches.
  ///
  /// @param main the class that is run: the service's own, or one with a planted bug
  static ServiceProcess start(String main, Path configuration, URI ready)
      throws IOException, InterruptedException {
    Path log = configuration.resolveSibling("service.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main,
            "serve",
            "--config",
            configuration.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    ServiceProcess started = new ServiceProcess(process, log);
    started.awaitReady(ready);
    return started;
  }

  private void awaitReady(URI ready) throws IOException, InterruptedException {
    Clock clock = Clock.system();
    long deadline = clock.nanos() + START_MAX.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
      while (clock.nanos() < deadline) {
        if (!process.isAlive()) {
          throw new IOException("the service ended: " + Files.readString(log));
        }
        try {
          if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // Not listening yet.
        }
        clock.parkUntil(clock.nanos() + LOOK_EVERY.toNanos());
      }
    }
    close();
    throw new IOException(
        "the service was not ready in " + START_MAX + ": " + Files.readString(log));
  }

  /// Another signal, by its name.
  void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + ": " + code);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// What it has logged.
  String log() throws IOException {
    return Files.readString(log);
  }

  /// SIGKILL: nothing of the process runs any more.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM; the exit code.
  int terminate(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running " + patience + " after SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
