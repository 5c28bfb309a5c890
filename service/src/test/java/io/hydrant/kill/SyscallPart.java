package io.hydrant.kill;

import io.hydrant.kill.DiskFaults.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The process that dies at each of its calls to the disk: a fixed course of a store that is made,
/// written, closed, opened again and written again, killed before its first write, its second, and
/// so on, by kind of call; and once more with half of the write done.
final class SyscallPart implements Prove.Part {
  private static final int WRITERS = 2;
  private static final int BATCHES = 15;
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final Duration COURSE_MAX = Duration.ofMinutes(2);
  private static final int POINTS_USUAL = 100;

  /// @param isTorn for writes: half of it reaches the file
  private record Point(Kind kind, long n, boolean isTorn) {
    void arm(DiskFaults faults) {
      if (isTorn) {
        faults.tear(n);
      } else {
        faults.kill(kind, n);
      }
    }
  }

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    int usual = prove.count(POINTS_USUAL, Integer.MAX_VALUE);
    String missing = DiskFaults.missing();
    if (!missing.isEmpty()) {
      prove.skipped(usual, missing);
      return;
    }
    Tally tally = prove.tally("killed at a call to the disk");
    try (EmulatorProcess emulator = Testbed.judge(prove.directory(), prove.seed())) {
      Course course = new Course(prove, emulator, tally);
      Map<Kind, Long> calls = course.counted();
      prove.say("the course makes these calls: %s".formatted(calls));
      List<Point> all = all(calls);
      List<Point> points = spread(all, Math.min(usual, all.size()));
      int reached = 0;
      for (int i = 0; i < points.size(); i++) {
        reached += course.run(points.get(i)) ? 1 : 0;
        if ((i + 1) % 10 == 0 || i + 1 == points.size()) {
          prove.say("%d of %d points, %d were reached".formatted(i + 1, points.size(), reached));
        }
      }
      if (reached < points.size() / 2) {
        tally.wrong("of %d points %d were reached".formatted(points.size(), reached));
      }
    }
  }

  private static List<Point> all(Map<Kind, Long> calls) {
    List<Point> points = new ArrayList<>();
    calls.forEach((kind, count) -> {
      for (long n = 1; n <= count; n++) {
        points.add(new Point(kind, n, false));
        if (kind == Kind.WRITE) {
          points.add(new Point(kind, n, true));
        }
      }
    });
    return points;
  }

  /// So many of them, evenly; the first and the last of a kind are the rarest, and all kinds have
  /// their share.
  private static List<Point> spread(List<Point> all, int count) {
    Map<String, List<Point>> byKind = new LinkedHashMap<>();
    all.forEach(point ->
        byKind
            .computeIfAbsent(point.kind() + " " + point.isTorn(), key -> new ArrayList<>())
            .add(point));
    List<List<Point>> kinds =
        byKind.values().stream().sorted((a, b) -> Integer.compare(a.size(), b.size())).toList();
    List<Point> chosen = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      List<Point> kind = kinds.get(k);
      int share = Math.min(kind.size(), (count - chosen.size()) / (kinds.size() - k));
      for (int i = 0; i < share; i++) {
        chosen.add(kind.get((int) ((long) i * kind.size() / share)));
      }
    }
    return chosen;
  }

  /// The course, as often as it is run.
  private static final class Course {
    private final EmulatorProcess emulator;
    private final Tally tally;
    private final Path directory;
    private final Path data;
    private final DiskFaults faults;

    Course(Prove prove, EmulatorProcess emulator, Tally tally)
        throws IOException, InterruptedException {
      this.emulator = emulator;
      this.tally = tally;
      this.directory = Files.createDirectories(prove.directory().resolve("course"));
      this.data = directory.resolve("data");
      this.faults = DiskFaults.make(prove.directory(), data);
    }

    /// How many calls of each kind there are when nothing happens.
    Map<Kind, Long> counted() throws IOException, InterruptedException {
      faults.clear();
      Map<Kind, Long> calls = new EnumMap<>(Kind.class);
      try (Testbed testbed = testbed()) {
        run(testbed);
      }
      DiskFaults.kinds().forEach(kind -> calls.put(kind, faults.seen(kind)));
      Prove.delete(directory);
      return calls;
    }

    /// Whether the point was reached.
    boolean run(Point point) throws IOException, InterruptedException {
      point.arm(faults);
      boolean reached;
      try (Testbed testbed = testbed()) {
        reached = run(testbed);
      } catch (AssertionError | IOException e) {
        tally.wrong(point + ": " + e.getMessage() + "; it logged " + errors());
        reached = true;
      }
      Prove.delete(directory);
      return reached;
    }

    /// What the service complained of.
    private List<String> errors() throws IOException {
      try (Stream<String> lines = Files.lines(directory.resolve("service.log"))) {
        return lines.filter(line -> line.contains(" ERROR ")).toList();
      }
    }

    private Testbed testbed() throws IOException {
      Testbed testbed = new Testbed(directory, data, emulator, tally);
      testbed.environment(faults.environment());
      return testbed;
    }

    private boolean run(Testbed testbed) throws IOException, InterruptedException {
      Load load = testbed.load(WRITERS, BATCHES);
      boolean died = false;
      ServiceProcess service = testbed.launch();
      for (int run = 0; run < 2; run++) {
        if (!isReady(testbed, service)) {
          died = true;
          service = again(testbed);
        }
        while (run == 0 ? load.acknowledged().size() < BATCHES * 3 : !load.isOver()) {
          if (!service.isAlive()) {
            died = true;
            service = again(testbed);
          }
          testbed.pass(LOOK_EVERY);
        }
        if (run == 0) {
          int code = service.terminate(COURSE_MAX);
          died |= code == 137;
          service = testbed.launch();
        }
      }
      if (!service.isAlive()) {
        died = true;
        again(testbed);
      }
      try {
        testbed.judge(load);
      } catch (IOException e) {
        // It may die while it delivers what is left.
        died = true;
        again(testbed);
        testbed.judge(load);
      }
      return died;
    }

    /// Whether it got so far.
    private static boolean isReady(Testbed testbed, ServiceProcess service)
        throws InterruptedException {
      try {
        service.awaitReady(testbed.ready());
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    /// A start on what the death left, with nothing that happens any more.
    private ServiceProcess again(Testbed testbed) throws IOException, InterruptedException {
      faults.clear();
      return testbed.start();
    }
  }
}
