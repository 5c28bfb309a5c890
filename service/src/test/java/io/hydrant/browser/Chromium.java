package io.hydrant.browser;

import io.hydrant.platform.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A headless Chromium of this machine, with a profile of its own, which is gone when it is closed.
///
/// A machine that has none, and cannot install Debian's, skips the test that asks, and says so.
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String LISTENS = "DevTools listening on ";
  private static final Duration TO_START = Duration.ofMinutes(1);
  private static final Duration TO_INSTALL = Duration.ofMinutes(3);
  private static final long TO_END_SECONDS = 20;
  private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

  private final Process process;
  private final Path profile;
  private final Devtools devtools;

  private Chromium(Process process, Path profile, Devtools devtools) {
    this.process = process;
    this.profile = profile;
    this.devtools = devtools;
  }

  /// Starts the machine's, or skips the test.
  ///
  /// @param more arguments beside the usual ones
  public static Chromium start(String... more) throws IOException, InterruptedException {
    Path program = installed();
    if (program == null && IS_ROOT) {
      install();
      program = installed();
    }
    if (program == null) {
      throw skipped("no Chromium in PATH or CHROMIUM, and `apt-get install chromium` gives none");
    }
    Path profile = Files.createTempDirectory("chromium");
    Process process = new ProcessBuilder(command(program, profile, more)).start();
    CompletableFuture<URI> listens = new CompletableFuture<>();
    Thread.ofVirtual().name("chromium").start(() -> read(process, listens));
    try {
      URI address = listens.get(TO_START.toSeconds(), TimeUnit.SECONDS);
      return new Chromium(process, profile, Devtools.connect(address));
    } catch (ExecutionException | TimeoutException e) {
      end(process);
      delete(profile);
      throw skipped(program + " does not start: " + e);
    }
  }

  private static RuntimeException skipped(String reason) {
    System.out.println("SKIPPED in a browser: " + reason);
    return Assumptions.<RuntimeException>abort(reason);
  }

  private static List<String> command(Path program, Path profile, String... more) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(
        List.of(
            "--headless",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-proxy-server",
            "--hide-scrollbars",
            "--force-color-profile=srgb"));
    if (IS_ROOT) {
      command.add("--no-sandbox");
    }
    command.addAll(List.of(more));
    return command;
  }

  private static @Nullable Path installed() {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return Path.of(named);
    }
    for (String directory : System.getenv("PATH").split(":", -1)) {
      for (String name : NAMES) {
        Path program = Path.of(directory, name);
        if (Files.isExecutable(program)) {
          return program;
        }
      }
    }
    return null;
  }

  /// From the lists of packages that are there, and if that fails, from newer ones.
  private static void install() throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      return;
    }
    String install = "apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=0 install -y chromium";
    Process apt =
        new ProcessBuilder("sh", "-c", install + " || { apt-get update && " + install + "; }")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!apt.waitFor(TO_INSTALL.toSeconds(), TimeUnit.SECONDS)) {
      end(apt);
    }
  }

  /// Reads until it ends, so that it never waits for a reader.
  private static void read(Process process, CompletableFuture<URI> listens) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.errorReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LISTENS)) {
          listens.complete(URI.create(line.substring(LISTENS.length()).strip()));
        } else if (!listens.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    listens.completeExceptionally(new IOException("it ended and said: " + said));
  }

  /// Opens an empty tab.
  public Tab tab() {
    return new Tab(devtools);
  }

  @Override
  public void close() {
    devtools.close();
    end(process);
    delete(profile);
  }

  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(TO_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a process that is just ending still writes may be left over.
  private static void delete(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      System.out.println("left over: " + e + " at " + Clock.system().instant());
    }
  }
}
