package io.hydrant.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A [Crowd] at work, as its parent sees it.
final class CrowdProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Duration patience;
  private final Path printed;
  private final Path told;

  private CrowdProcess(Process process, Duration patience, Path printed, Path told) {
    this.process = process;
    this.patience = patience;
    this.printed = printed;
    this.told = told;
  }

  /// Starts one.
  ///
  /// @param directory where its files may lie
  static CrowdProcess start(Path directory, CrowdClient.Way way, Crowd.Task task)
      throws IOException {
    Path printed = directory.resolve(task.name() + ".figures");
    Path told = directory.resolve(task.name() + ".told");
    List<String> command = ServiceProcess.java("-Xmx768m");
    command.add(Crowd.class.getName());
    command.add(task.manner().name());
    command.add(task.name());
    command.add(Integer.toString(task.count()));
    command.add(Long.toString(task.span().toMillis()));
    command.add(Integer.toString(task.rate()));
    command.add(Integer.toString(way.port()));
    command.add(way.authorization());
    command.add(told.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    return new CrowdProcess(process, PATIENCE.plus(task.span()), printed, told);
  }

  /// Waits for its end, and tells a load what it sent and what of it was answered.
  ///
  /// @return its figures by their names
  Map<String, Long> finish(Load load) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new IOException("the crowd did not end well: " + Files.readString(printed));
    }
    for (String line : Files.readAllLines(told)) {
      String name = line.substring(1);
      load.attempted().add(name);
      if (line.charAt(0) == Crowd.TAKEN) {
        load.acknowledged().add(name);
      }
    }
    Map<String, Long> figures = new TreeMap<>();
    for (String line : Files.readAllLines(printed)) {
      int at = line.lastIndexOf('=');
      figures.put(line.substring(0, at), Long.parseLong(line.substring(at + 1)));
    }
    return figures;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
