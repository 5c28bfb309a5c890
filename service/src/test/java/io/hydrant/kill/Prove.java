package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A proof on the real process by its name, as `./prove` runs it: progress as it comes, a table at
/// the end, and the exit code 1 when something is not as promised.
public final class Prove {
  /// A proof that can be asked for.
  interface Part {
    void run(Prove prove) throws IOException, InterruptedException;
  }

  private final List<Tally> tallies = new ArrayList<>();
  private final long began = Clock.system().nanos();
  private boolean isLong;
  private int count;
  private long seed = new SplittableRandom().nextLong();
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  private Prove() {}

  public static void main(String[] arguments) throws Exception {
    Prove prove = new Prove();
    Part part =
        switch (arguments[0]) {
          case "kill" -> new KillPart();
          case "syscalls" -> new SyscallPart();
          case "power" -> new PowerPart();
          case "disk" -> new DiskPart();
          case "flips" -> new FlipPart();
          case "door" -> new DoorPart();
          case "overload" -> new OverloadPart();
          case "time" -> new TimePart();
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    for (int i = 1; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--long" -> prove.isLong = true;
        case "--count" -> prove.count = Integer.parseInt(arguments[++i]);
        case "--seed" -> prove.seed = Long.parseLong(arguments[++i]);
        case "--directory" -> prove.directory = Path.of(arguments[++i]);
        default -> {
          System.err.println("prove: what is " + arguments[i] + "? See --help");
          System.exit(2);
        }
      }
    }
    System.exit(prove.run(part));
  }

  private int run(Part part) throws IOException, InterruptedException {
    directory = Files.createTempDirectory(directory.toAbsolutePath(), "hydrant-prove");
    Runtime.getRuntime().addShutdownHook(new Thread(this::cleanUp));
    String broken = "";
    say("seed " + seed);
    try {
      part.run(this);
    } catch (IOException | AssertionError e) {
      broken = "WRONG it did not get to its end: " + e;
    }
    List<String> rows = tallies.stream().map(Tally::row).toList();
    if (!rows.isEmpty()) {
      System.out.println();
      System.out.println(Tally.HEAD);
      rows.forEach(System.out::println);
    }
    String table = System.getenv("PROVE_TABLE");
    if (table != null && !rows.isEmpty()) {
      // Others may write there as well: who shows it, shows the head once.
      List<String> whole = Stream.concat(Stream.of(Tally.HEAD), rows.stream()).toList();
      Files.write(Path.of(table), whole, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    List<String> wrong = new ArrayList<>();
    if (!broken.isEmpty()) {
      wrong.add(broken);
    }
    for (Tally tally : tallies) {
      tally.wrong().forEach(sentence -> wrong.add("WRONG " + tally.name() + ": " + sentence));
    }
    wrong.forEach(System.out::println);
    return wrong.isEmpty() ? 0 : 1;
  }

  /// Whatever ends it: no process, mount or file of it is left.
  private void cleanUp() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      TestDisk.unmountAll(directory);
      delete(directory);
    } catch (IOException | InterruptedException e) {
      System.err.println("prove: " + directory + " is left over: " + e.getMessage());
    }
  }

  /// How many of something: what was asked for, or what is usual.
  int count(int usual, int whenLong) {
    if (count > 0) {
      return count;
    }
    return isLong ? whenLong : usual;
  }

  boolean isLong() {
    return isLong;
  }

  long seed() {
    return seed;
  }

  /// Where everything may lie; removed at the end.
  Path directory() {
    return directory;
  }

  /// A line of the table.
  Tally tally(String name) {
    Tally tally = new Tally(name, seed);
    tallies.add(tally);
    return tally;
  }

  /// Progress.
  void say(String line) {
    long seconds = (Clock.system().nanos() - began) / 1_000_000_000;
    System.out.printf("%4d s  %s%n", seconds, line);
    System.out.flush();
  }

  /// What this machine cannot do.
  void skipped(int cases, String reason) {
    System.out.printf("SKIPPED %d %s%n", cases, reason);
  }

  /// Removes a directory and all that is in it; what is not there is no matter.
  public static void delete(@Nullable Path tree) throws IOException {
    if (tree == null || !Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(Objects.requireNonNull(file));
      }
    }
  }
}
