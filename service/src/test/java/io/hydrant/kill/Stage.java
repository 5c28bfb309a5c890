package io.hydrant.kill;

import io.hydrant.kill.Crowd.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where a case plays: the service, and clients whose valid batches are to be answered all the
/// while.
///
/// @param beforeMillis in which 99 % of batches were answered while nobody else knocked
record Stage(
    Prove prove,
    Tally tally,
    Testbed testbed,
    ServiceProcess service,
    Load load,
    long beforeMillis) {
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final double REFUSED_MAX = 0.001;
  private static final long MILLIS_AIM = 250;

  /// What one case does while valid batches come.
  interface Scenario {
    void run(Stage stage) throws IOException, InterruptedException;
  }

  /// Plays a case beside clients who send valid batches, and judges all that was sent.
  static void play(Prove prove, String name, int writers, Scenario scenario)
      throws IOException, InterruptedException {
    Tally tally = prove.tally(name);
    Path directory = Files.createDirectories(prove.directory().resolve("scenario"));
    try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
        Testbed testbed = new Testbed(directory, directory.resolve("data"), emulator, tally)) {
      ServiceProcess service = testbed.start();
      Load load = testbed.load(writers);
      testbed.pass(BEFORE);
      load.forget();
      testbed.pass(BEFORE);
      long beforeMillis = load.answeredMillis(0.99);
      load.forget();
      try {
        scenario.run(new Stage(prove, tally, testbed, service, load, beforeMillis));
        testbed.judge(load);
      } catch (AssertionError | IOException e) {
        tally.wrong(String.valueOf(e.getMessage()));
        load.giveUp();
      }
    }
    Prove.delete(directory);
  }

  /// Some crowds at once, to their end; figures of several are added, those of time are the worst.
  Map<String, Long> crowds(List<Task> tasks) throws IOException, InterruptedException {
    List<CrowdProcess> processes = new ArrayList<>();
    Map<String, Long> figures = new TreeMap<>();
    try {
      for (Task task : tasks) {
        processes.add(CrowdProcess.start(prove.directory(), testbed.way(), task));
      }
      for (CrowdProcess process : processes) {
        process
            .finish(load)
            .forEach((name, figure) ->
                figures.merge(name, figure, name.endsWith("µs") ? Long::max : Long::sum));
      }
    } finally {
      processes.forEach(CrowdProcess::close);
    }
    return figures;
  }

  /// How the others fared: 99.9 % must have been taken at once, and each answered. How fast is a
  /// figure, for they share the machine with the crowd.
  String others() {
    long millis = load.answeredMillis(0.99);
    if (load.refused() > load.answered() * REFUSED_MAX || load.unanswered() > 0) {
      tally.wrong("others: %d refused, %d unanswered".formatted(load.refused(), load.unanswered()));
    }
    return "; others: 99%% of %d batches answered in %d ms, in %d ms before%s; %d to come again"
        .formatted(
            load.answered(),
            millis,
            beforeMillis,
            millis > MILLIS_AIM ? " (MISSED: " + MILLIS_AIM + " ms)" : "",
            load.refused());
  }
}
