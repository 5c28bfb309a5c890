package io.hydrant.kill;

import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The process that dies, ends, or stands still under load.
final class KillPart implements Prove.Part {
  private static final int WRITERS = 8;
  private static final int KILLS_A_DIRECTORY = 10;

  /// Calls in flight by records of a call: what a crash may have sent again, for a connection.
  private static final long SENT_AGAIN_MAX = 4 * 500;

  private static final Duration END_MAX = Duration.ofSeconds(10);
  private static final Duration START_MAX = Duration.ofMinutes(1);

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    killed(
        prove.directory().resolve("kill"),
        prove.seed(),
        prove.count(200, 1_000),
        prove.tally("SIGKILL under load"),
        prove::say);
    terminated(prove, prove.count(20, 100));
    frozen(prove);
    second(prove);
  }

  /// Kills it at random moments; every ten kills a fresh directory, so that each is judged early.
  ///
  /// @param say gets progress
  static void killed(Path directory, long seed, int kills, Tally tally, Consumer<String> say)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int done = 0; done < kills; ) {
      int now = Math.min(KILLS_A_DIRECTORY, kills - done);
      try (EmulatorProcess emulator = Testbed.judge(directory, random.nextLong());
          Testbed testbed = new Testbed(directory, directory.resolve("data"), emulator, tally)) {
        Load load = testbed.load(WRITERS);
        for (int kill = 0; kill < now; kill++) {
          ServiceProcess service = testbed.start();
          testbed.pass(Duration.ofMillis(random.nextLong(50, 300)));
          service.kill();
        }
        testbed.start();
        long before = tally.explained();
        testbed.judge(load);
        long again = tally.explained() - before;
        if (again > now * SENT_AGAIN_MAX * Testbed.STREAMS.size()) {
          tally.wrong(again + " duplicates by " + now + " kills");
        }
      }
      Prove.delete(directory);
      done += now;
      say.accept(
          "killed %d of %d: %d events kept so far".formatted(done, kills, tally.acknowledged()));
    }
  }

  private static void terminated(Prove prove, int times) throws IOException, InterruptedException {
    Tally tally = prove.tally("SIGTERM under load");
    SplittableRandom random = new SplittableRandom(prove.seed());
    Path directory = prove.directory().resolve("terminate");
    long slowest = 0;
    try (EmulatorProcess emulator = Testbed.judge(directory, random.nextLong());
        Testbed testbed = new Testbed(directory, directory.resolve("data"), emulator, tally)) {
      Load load = testbed.load(WRITERS);
      for (int i = 0; i < times; i++) {
        ServiceProcess service = testbed.start();
        testbed.pass(Duration.ofMillis(random.nextLong(500, 1_500)));
        long asked = Clock.system().nanos();
        int code = service.terminate(END_MAX);
        slowest = Math.max(slowest, Clock.system().nanos() - asked);
        if (code != 0 && code != 143) {
          tally.wrong("ended with " + code);
        }
      }
      testbed.start();
      testbed.judge(load);
    }
    if (tally.explained() > 0) {
      tally.wrong(tally.explained() + " duplicates, though nothing was cut off");
    }
    Prove.delete(directory);
    prove.say(
        "ended %d times, the slowest in %d ms"
            .formatted(times, TimeUnit.NANOSECONDS.toMillis(slowest)));
  }

  private static void frozen(Prove prove) throws IOException, InterruptedException {
    Tally tally = prove.tally("SIGSTOP for 30 s");
    Path directory = prove.directory().resolve("freeze");
    try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
        Testbed testbed = new Testbed(directory, directory.resolve("data"), emulator, tally)) {
      Load load = testbed.load(WRITERS);
      ServiceProcess service = testbed.start();
      testbed.pass(Duration.ofSeconds(3));
      service.signal("STOP");
      testbed.pass(Duration.ofSeconds(30));
      service.signal("CONT");
      testbed.pass(Duration.ofSeconds(3));
      testbed.judge(load);
    }
    if (tally.explained() > SENT_AGAIN_MAX * Testbed.STREAMS.size()) {
      tally.wrong(tally.explained() + " duplicates by one pause");
    }
    Prove.delete(directory);
    prove.say("stood still for 30 s: %d requests went on".formatted(tally.acknowledged()));
  }

  /// A second process on the same directory ends, says why, and harms nothing.
  private static void second(Prove prove) throws IOException, InterruptedException {
    Tally tally = prove.tally("a second process");
    Path directory = prove.directory().resolve("second");
    Path data = directory.resolve("data");
    try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
        Testbed testbed = new Testbed(directory, data, emulator, tally);
        Testbed other = new Testbed(directory.resolve("other"), data, emulator, tally)) {
      Load load = testbed.load(1);
      testbed.start();
      long started = Clock.system().nanos();
      ServiceProcess refused = other.launch();
      int code = refused.awaitEnd(START_MAX);
      long took = TimeUnit.NANOSECONDS.toMillis(Clock.system().nanos() - started);
      String said = Files.readString(directory.resolve("other/service.log"));
      if (code != 1 || !said.contains("is in use by process")) {
        tally.wrong("the second ended with " + code + " and said: " + said);
      }
      testbed.judge(load);
      prove.say("a second process ended with %d in %d ms: %s".formatted(code, took, said.strip()));
    }
    Prove.delete(directory);
  }
}
