package io.hydrant.kill;

import io.hydrant.store.StoreContents;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Bits that flip in the files of a store while nobody runs it: its write-ahead log, tables and
/// manifest. Either everything is still there, or the store says which file is damaged.
final class FlipPart implements Prove.Part {
  private static final int WRITERS = 4;
  private static final int LINES_MAX = 12;

  /// Of each writer, in each of three runs: a log of more than one of its blocks of 32 KiB.
  private static final int BATCHES = 150;

  /// What came of the flips in one kind of file.
  private static final class Outcomes {
    int flips;
    int harmless;
    int named;
    int unnamed;
    int silent;

    @Override
    public String toString() {
      return ("%d flips · %d harmless · %d refused, naming the file · %d refused without"
              + " · %d NOT NOTICED")
          .formatted(flips, harmless, named, unnamed, silent);
    }
  }

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    int flips = prove.count(1_000, 20_000);
    Tally tally = prove.tally("a bit flips");
    Path store = made(prove, tally);
    long whole = StoreContents.of(copy(store, prove.directory().resolve("whole")));
    SplittableRandom random = new SplittableRandom(prove.seed());
    Map<String, Outcomes> outcomes = new TreeMap<>();
    Map<String, List<Path>> files = files(store);
    prove.say("a store with %s".formatted(files));
    List<String> examples = new ArrayList<>();
    for (Map.Entry<String, List<Path>> kind : files.entrySet()) {
      Outcomes outcome = outcomes.computeIfAbsent(kind.getKey(), key -> new Outcomes());
      for (int i = 0; i < flips; i++) {
        Path file = kind.getValue().get(random.nextInt(kind.getValue().size()));
        long at = place(random, Files.size(file), i);
        int bit = random.nextInt(8);
        Path flipped = copy(store, prove.directory().resolve("flipped"));
        flip(flipped.resolve(file.getFileName()), at, bit);
        String told = judge(outcome, flipped, file, whole);
        if (!told.isEmpty()) {
          examples.add(
              "%s at %d of %d, bit %d: %s"
                  .formatted(file.getFileName(), at, Files.size(file), bit, told));
        }
        if ((i + 1) % 250 == 0) {
          prove.say("%s: %s".formatted(kind.getKey(), outcome));
        }
      }
      prove.say("%s: %s".formatted(kind.getKey(), outcome));
      if (outcome.silent > 0 || outcome.unnamed > 0) {
        tally.wrong(kind.getKey() + ": " + outcome);
      }
    }
    examples.stream().limit(LINES_MAX).forEach(prove::say);
  }

  /// Half of them anywhere, half in the last 32 KiB, where a torn end and damage look alike.
  private static long place(SplittableRandom random, long size, int i) {
    long from = i % 2 == 0 ? 0 : Math.max(0, size - (32 << 10));
    return random.nextLong(from, size);
  }

  /// What is to be told of it; empty when it is as it should.
  private static String judge(Outcomes outcome, Path flipped, Path file, long whole) {
    outcome.flips++;
    try {
      if (StoreContents.of(flipped) == whole) {
        outcome.harmless++;
        return "";
      }
      outcome.silent++;
      return "not noticed";
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains(file.getFileName().toString())) {
        outcome.named++;
        return "";
      }
      outcome.unnamed++;
      return message;
    }
  }

  /// A store as a killed process leaves it, with rows in tables and in the log, since its stream
  /// takes nothing.
  private static Path made(Prove prove, Tally tally) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(prove.directory().resolve("made"));
    try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
        Testbed testbed = new Testbed(directory, directory.resolve("data"), emulator, tally)) {
      emulator.forgetFaults();
      emulator.script("{misfortune: answer, type: ServiceUnavailableException, times: always}");
      for (int run = 0; run < 3; run++) {
        ServiceProcess service = testbed.start();
        Load load = testbed.load(WRITERS, BATCHES);
        while (!load.isOver()) {
          testbed.pass(Duration.ofMillis(10));
        }
        load.finish();
        service.kill();
      }
    }
    return directory.resolve("data/store");
  }

  private static Map<String, List<Path>> files(Path store) throws IOException {
    Map<String, List<Path>> kinds = new TreeMap<>();
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        String kind =
            name.endsWith(".log")
                ? "WAL"
                : name.endsWith(".sst") ? "SST" : name.startsWith("MANIFEST") ? "MANIFEST" : "";
        if (!kind.isEmpty() && Files.size(file) > 0) {
          kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(file);
        }
      }
    }
    return kinds;
  }

  private static Path copy(Path from, Path to) throws IOException {
    Prove.delete(to);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("LOCK") && !name.startsWith("LOG")) {
          Files.copy(file, to.resolve(name));
        }
      }
    }
    return to;
  }

  private static void flip(Path file, long at, int bit) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 1 << bit);
    }
  }
}
