package io.hydrant.load;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Java process of its own, with the options the launcher gives the service, so that what it
/// takes can be told from what everything else takes.
final class Child implements AutoCloseable {
  private static final int PORT_MIN = 10_000;
  private static final int PORT_END = 32_768;
  private static final Random PORTS = new Random();
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 5;
  private static final int ANSWER_MILLIS_MAX = 2_000;
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

  /// A port that nobody listens at now, of those that no system gives to who asks for any: nobody
  /// else gets it before the process that it is for.
  static int freePort() throws IOException {
    while (true) {
      int port = PORTS.nextInt(PORT_MIN, PORT_END);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // Somebody listens there: the next may be free.
      }
    }
  }

  /// Whether a process does what it was started for.
  interface Look {
    boolean isReady() throws IOException, InterruptedException;
  }

  /// Waits until it is ready; what a look throws, means not yet.
  ///
  /// @return how long that took from the start of the process
  Duration await(Look look) throws IOException, InterruptedException {
    while (System.nanoTime() - started < START_MAX.toNanos() && process.isAlive()) {
      try {
        if (look.isReady()) {
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

  /// Whether an address answers 200. By hand: a client of the JDK's takes a processor for a fifth
  /// of a start, which is what is measured.
  static boolean answers(URI address) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(ANSWER_MILLIS_MAX);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(address.getPath(), address.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(start, StandardCharsets.US_ASCII).endsWith(" 200");
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
