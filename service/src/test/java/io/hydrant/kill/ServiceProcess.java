package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The real service in a process of its own, so that it can be killed.
final class ServiceProcess implements AutoCloseable {
  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts it and waits until it accepts batches.
  static ServiceProcess start(Path configuration, URI ready)
      throws IOException, InterruptedException {
    ServiceProcess started = launch(configuration, Map.of());
    started.awaitReady(ready);
    return started;
  }

  /// Starts it and waits for nothing.
  ///
  /// @param environment what it finds there besides ours
  static ServiceProcess launch(Path configuration, Map<String, String> environment)
      throws IOException {
    Path log = configuration.resolveSibling("service.log");
    String cpus = System.getProperty("service.cpus");
    List<String> command = cpus == null ? hydrant("-Xmx256m") : alone(cpus);
    command.addAll(List.of("serve", "--config", configuration.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new ServiceProcess(builder.start(), log);
  }

  /// As it is shipped, on these processors, which nobody else is given.
  private static List<String> alone(String cpus) {
    List<String> words = new ArrayList<>(List.of("taskset", "-c", cpus));
    words.addAll(hydrant("-Xmx512m"));
    words.remove(FIRST_COMPILER_ONLY);
    return words;
  }

  /// The words before those of the command line: of what was compiled, or of the jar that
  /// `-Dhydrant.jar` names, with what `bin/aot` put beside it, as `./hydrant` runs it.
  static List<String> hydrant(String heap) {
    String jar = System.getProperty("hydrant.jar");
    if (jar == null) {
      List<String> words = java(heap);
      words.add("io.hydrant.Main");
      return words;
    }
    List<String> words = machine(heap);
    words.addAll(
        List.of(
            "-XX:AOTCache=" + Path.of(jar).resolveSibling("hydrant.aot"),
            "-Djava.library.path=" + Path.of(jar).resolveSibling("native"),
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTReplayTraining",
            "-Xlog:aot=off",
            "-Xlog:cds=off",
            "-XX:+UseCompactObjectHeaders",
            "-Dio.netty.jfr.enabled=false",
            "-jar",
            jar));
    return words;
  }

  /// The words before a main class.
  static List<String> java(String heap) {
    List<String> words = machine(heap);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return words;
  }

  private static List<String> machine(String heap) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-XX:+UseSerialGC",
            FIRST_COMPILER_ONLY,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
  }

  /// Waits until it accepts batches.
  ///
  /// @throws IOException when it ends before it does; the message has its log
  void awaitReady(URI ready) throws IOException, InterruptedException {
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

  /// Its exit code, once it ended by itself.
  ///
  /// @throws AssertionError when it goes on
  int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + patience);
    }
    return process.exitValue();
  }

  /// SIGSTOP: nothing of the process runs, until SIGCONT or SIGKILL. Threads in the middle of a
  /// system call stop when it is over, so it is waited for them.
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
    Clock clock = Clock.system();
    while (process.isAlive() && !isStopped()) {
      clock.parkUntil(clock.nanos() + TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /// By Linux's /proc: the state follows the name, which may hold anything.
  private boolean isStopped() throws IOException {
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Memory that it holds now, by Linux's /proc.
  long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findAny()
        .orElse(0);
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
    return awaitEnd(patience);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
