package io.hydrant.kill;

import io.hydrant.kill.DiskFaults.Kind;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The disk that fills, fails, turns read-only or slow under load. What was answered is there
/// afterwards; what cannot be kept is not answered; and nobody needs to do more than to mend the
/// disk, and to start a process that ended with 75, as whoever supervises it does.
final class DiskPart implements Prove.Part {
  private static final int WRITERS = 8;
  private static final int STORE_LOST = 75;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long RESIDENT_MAX = 1L << 30;

  /// A scenario with a service under load.
  private interface Scenario {
    void run(Testbed testbed, ServiceProcess service, Load load)
        throws IOException, InterruptedException;
  }

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    String diskless = TestDisk.missing("tmpfs");
    if (diskless.isEmpty()) {
      full(prove);
      fullAndKilled(prove, false);
      fullAndKilled(prove, true);
    } else {
      prove.skipped(3, diskless);
    }
    String faultless = DiskFaults.missing();
    if (faultless.isEmpty()) {
      failing(prove, "EIO on write", Kind.WRITE);
      failing(prove, "EIO on sync", Kind.SYNC);
      syncedTwice(prove);
      failingForGood(prove);
      slow(prove);
    } else {
      prove.skipped(7, faultless);
    }
    String loopless = TestDisk.missing("ext4");
    if (loopless.isEmpty()) {
      readOnly(prove);
    } else {
      prove.skipped(1, loopless);
    }
  }

  /// Others fill the disk below the reserve and free it again: nothing ends, nobody does anything.
  private static void full(Prove prove) throws IOException, InterruptedException {
    Tally tally = prove.tally("disk full, freed again");
    try (TestDisk disk = TestDisk.make(prove.directory().resolve("disk"), "tmpfs")) {
      on(
          prove,
          disk.path(),
          Map.of(),
          tally,
          (testbed, service, load) -> {
            disk.fill(32 << 20);
            long toRefuse = await(testbed, 503);
            testbed.pass(Duration.ofSeconds(3));
            long acknowledged = load.acknowledged().size();
            testbed.pass(Duration.ofSeconds(2));
            if (load.acknowledged().size() != acknowledged) {
              tally.wrong("it accepts on a full disk");
            }
            disk.free();
            long toAccept = await(testbed, 200);
            testbed.pass(Duration.ofSeconds(2));
            prove.say(
                "disk full: refused after %d ms, accepted again %d ms after it was freed"
                    .formatted(toRefuse, toAccept));
          });
    }
  }

  /// The disk is full to the last byte, and what is given back is taken too.
  private static void fullAndKilled(Prove prove, boolean isKilled)
      throws IOException, InterruptedException {
    Tally tally =
        prove.tally(
            isKilled ? "disk full to the last byte, SIGKILL" : "disk full to the last byte");
    try (TestDisk disk = TestDisk.make(prove.directory().resolve("disk"), "tmpfs")) {
      on(
          prove,
          disk.path(),
          Map.of(),
          tally,
          (testbed, service, load) -> {
            for (int i = 0; i < 100; i++) {
              disk.fill(0);
              testbed.pass(Duration.ofMillis(50));
            }
            ServiceProcess running = service;
            String before = running.isAlive() ? "goes on" : "ended";
            if (isKilled) {
              running.kill();
              running = testbed.launch();
              testbed.pass(Duration.ofSeconds(5));
              before += running.isAlive() ? ", starts" : ", does not start";
            }
            disk.free();
            long toAccept = revive(testbed, running, tally);
            testbed.pass(Duration.ofSeconds(1));
            prove.say(
                "%s: %s, accepts %d ms after it was freed"
                    .formatted(tally.name(), before, toAccept));
          });
    }
  }

  /// One call fails, now and then: closed and opened again in the process.
  private static void failing(Prove prove, String name, Kind kind)
      throws IOException, InterruptedException {
    Tally tally = prove.tally(name);
    int times = prove.count(10, 50);
    DiskFaults faults = faults(prove);
    on(
        prove,
        data(prove),
        faults.environment(),
        tally,
        (testbed, service, load) -> {
          long slowest = 0;
          for (int i = 0; i < times; i++) {
            faults.fail(DiskFaults.EIO, 1, kind);
            long deadline = Clock.system().nanos() + PATIENCE.toNanos();
            while (faults.struck() == 0 && Clock.system().nanos() < deadline) {
              testbed.pass(Duration.ofMillis(1));
            }
            slowest = Math.max(slowest, await(testbed, 200));
            testbed.pass(Duration.ofMillis(500));
            if (faults.syncedAgain() > 0) {
              tally.wrong("a file was synced again after its sync had failed");
            }
          }
          if (!service.isAlive()) {
            tally.wrong("the process ended by one failed call: " + tail(service));
          }
          prove.say("%s, %d times: accepts again in %d ms at most".formatted(name, times, slowest));
        });
  }

  /// That the look for a second sync sees one: a file is synced twice, the first time in vain.
  private static void syncedTwice(Prove prove) throws IOException, InterruptedException {
    DiskFaults faults = faults(prove);
    Path file = Files.createDirectories(data(prove)).resolve("synced");
    Files.writeString(file, "twice");
    faults.fail(DiskFaults.EIO, 1, Kind.SYNC);
    List<Object> sync = new ArrayList<>(List.of("env"));
    faults.environment().forEach((name, value) -> sync.add(name + "=" + value));
    sync.addAll(List.of("sh", "-c", "sync -d \"$0\"; sync -d \"$0\"", file));
    Tool.run(sync.toArray());
    if (faults.struck() != 1 || faults.syncedAgain() != 1) {
      throw new AssertionError("a second sync of a file is not noticed");
    }
    Prove.delete(data(prove));
    prove.say("EIO on sync: a second sync of the same file would have been noticed");
  }

  /// Everything fails until somebody mends the disk.
  private static void failingForGood(Prove prove) throws IOException, InterruptedException {
    Tally tally = prove.tally("EIO on everything");
    DiskFaults faults = faults(prove);
    on(
        prove,
        data(prove),
        faults.environment(),
        tally,
        (testbed, service, load) -> {
          faults.fail(
              DiskFaults.EIO,
              Long.MAX_VALUE,
              Kind.OPEN,
              Kind.WRITE,
              Kind.SYNC,
              Kind.RENAME,
              Kind.UNLINK);
          ended(prove, tally, service);
          int code = testbed.launch().awaitEnd(PATIENCE);
          prove.say(
              "%s: the next start ended with %d: %s".formatted(tally.name(), code, tail(service)));
          faults.clear();
          testbed.start();
          testbed.pass(Duration.ofSeconds(1));
        });
  }

  private static void ended(Prove prove, Tally tally, ServiceProcess service)
      throws IOException, InterruptedException {
    long began = Clock.system().nanos();
    int code = service.awaitEnd(PATIENCE);
    long took = TimeUnit.NANOSECONDS.toMillis(Clock.system().nanos() - began);
    prove.say(
        "%s: ended with %d after %d ms: %s".formatted(tally.name(), code, took, tail(service)));
    if (code != STORE_LOST) {
      tally.wrong("ended with " + code);
    }
  }

  /// The kernel finds an error on the disk and makes it read-only; it is repaired, and mounted.
  private static void readOnly(Prove prove) throws IOException, InterruptedException {
    Tally tally = prove.tally("disk turns read-only");
    try (TestDisk disk = TestDisk.make(prove.directory().resolve("disk"), "ext4")) {
      on(
          prove,
          disk.path(),
          Map.of(),
          tally,
          (testbed, service, load) -> {
            disk.damage();
            ended(prove, tally, service);
            int code = testbed.launch().awaitEnd(PATIENCE);
            prove.say(
                "%s: the next start ended with %d: %s"
                    .formatted(tally.name(), code, tail(service)));
            disk.unmount(testbed);
            disk.repair();
            disk.mount();
            testbed.start();
            testbed.pass(Duration.ofSeconds(1));
          });
    }
  }

  private static void slow(Prove prove) throws IOException, InterruptedException {
    for (Duration by :
        new Duration[] {Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5)}) {
      Tally tally = prove.tally("a sync takes " + by.toMillis() + " ms");
      DiskFaults faults = faults(prove);
      on(
          prove,
          data(prove),
          faults.environment(),
          tally,
          (testbed, service, load) -> {
            long fastMillis = load.answeredMillis(0.99);
            faults.slow(by);
            long resident = 0;
            long until = Clock.system().nanos() + Duration.ofSeconds(15).plus(by).toNanos();
            while (Clock.system().nanos() < until) {
              resident = Math.max(resident, service.residentBytes());
              testbed.pass(Duration.ofMillis(200));
            }
            faults.clear();
            if (!service.isAlive() || resident > RESIDENT_MAX) {
              tally.wrong("alive: " + service.isAlive() + ", bytes resident: " + resident);
            }
            prove.say(
                ("%s: answered in %d ms at most (99%% in %d ms before), %d refused, %d unanswered,"
                        + " %d MB resident at most")
                    .formatted(
                        tally.name(),
                        load.answeredMillis(1),
                        fastMillis,
                        load.refused(),
                        load.unanswered(),
                        resident >> 20));
          });
    }
  }

  /// Waits until it is ready, and starts it again when it ended, as a supervisor does.
  private static long revive(Testbed testbed, ServiceProcess service, Tally tally)
      throws IOException, InterruptedException {
    long began = Clock.system().nanos();
    if (service.isAlive() && testbed.readiness() != 0) {
      try {
        await(testbed, 200);
        return TimeUnit.NANOSECONDS.toMillis(Clock.system().nanos() - began);
      } catch (AssertionError e) {
        // It gave up meanwhile.
        tally.wrong(e.getMessage() + ": " + tail(service));
      }
    }
    service.kill();
    testbed.start();
    return TimeUnit.NANOSECONDS.toMillis(Clock.system().nanos() - began);
  }

  /// Milliseconds until `/readyz` says this.
  private static long await(Testbed testbed, int status) throws InterruptedException {
    long began = Clock.system().nanos();
    while (testbed.readiness() != status) {
      if (Clock.system().nanos() - began > PATIENCE.toNanos()) {
        throw new AssertionError("not " + status + " in " + PATIENCE);
      }
      testbed.pass(Duration.ofMillis(5));
    }
    return TimeUnit.NANOSECONDS.toMillis(Clock.system().nanos() - began);
  }

  private static String tail(ServiceProcess service) throws IOException {
    return service.log().lines().reduce("", (before, line) -> line).strip();
  }

  private static DiskFaults faults(Prove prove) throws IOException, InterruptedException {
    return DiskFaults.make(prove.directory(), data(prove));
  }

  private static Path data(Prove prove) {
    return prove.directory().resolve("plain");
  }

  /// Runs a scenario under load, which goes on to its end and is judged afterwards.
  private static void on(
      Prove prove, Path disk, Map<String, String> environment, Tally tally, Scenario scenario)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(prove.directory().resolve("scenario"));
    try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
        Testbed testbed = new Testbed(directory, disk.resolve("data"), emulator, tally)) {
      testbed.environment(environment);
      ServiceProcess service = testbed.start();
      Load load = testbed.load(WRITERS);
      testbed.pass(Duration.ofSeconds(2));
      try {
        scenario.run(testbed, service, load);
        testbed.judge(load);
      } catch (AssertionError e) {
        tally.wrong(String.valueOf(e.getMessage()));
        load.giveUp();
      }
    }
    Prove.delete(directory);
    Prove.delete(data(prove));
  }
}
