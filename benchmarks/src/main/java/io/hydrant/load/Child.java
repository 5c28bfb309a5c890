package io.hydrant.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Java process of its own, with the options the launcher gives the service, so that what it
/// takes can be told from what everything else takes.
final class Child implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 5;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Process process;
  private final Path log;
  private final long started = System.nanoTime();

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts it and waits for nothing.
  ///
  /// @param log what it writes
  /// @param words the options, the main class or jar, and its arguments
  static Child start(Path log, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(words);
    return run(log, command, Map.of());
  }

  /// Starts any command and waits for nothing.
  ///
  /// @param environment what it finds there besides ours
  static Child run(Path log, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Child(builder.start(), log);
  }

  /// A port that nobody listens at now.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Waits until `ready` answers 200.
  ///
  /// @return how long that took from the start of the process
  Duration await(HttpClient http, URI ready) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
    while (System.nanoTime() - started < START_MAX.toNanos() && process.isAlive()) {
      try {
        if (listens(ready) && http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return Duration.ofNanos(System.nanoTime() - started);
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    String said = Files.readString(log);
    close();
    throw new IOException("a process did not start: " + said);
  }

  /// Asked first, because a client that fails takes a processor from what it waits for.
  private static boolean listens(URI address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      return true;
    }
  }

  /// CPU time so far, of its JIT compiler and collector too.
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// The most memory it ever had resident, in bytes, by Linux's /proc; 0 elsewhere.
  long peakBytes() {
    try {
      Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
      return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /// SIGKILL, and waits until it is gone.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
