package io.hydrant.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// The machine that loses its power under load: everything stands still, what is not on the disk is
/// gone, and the disk is mounted again. And the same without syncs, which must lose: a proof that
/// cannot fail is none.
///
/// The process stands still before the disk is cut: while a file system is taken down, a sync may
/// return that did nothing, and no machine without power answers anybody afterwards.
final class PowerPart implements Prove.Part {
  private static final int WRITERS = 8;
  private static final int CUTS_A_DISK = 10;
  private static final int CUTS_OF_THE_CONTROL = 5;

  @Override
  public void run(Prove prove) throws IOException, InterruptedException {
    for (String type : List.of("ext4", "xfs")) {
      int cuts = prove.count(50, 1_000);
      String missing = TestDisk.missing(type);
      if (!missing.isEmpty()) {
        prove.skipped(cuts, missing);
        continue;
      }
      cut(prove, type, cuts);
      String faultless = DiskFaults.missing();
      if (faultless.isEmpty()) {
        unsynced(prove, type);
      } else {
        prove.skipped(CUTS_OF_THE_CONTROL, faultless);
      }
    }
  }

  private static void cut(Prove prove, String type, int cuts)
      throws IOException, InterruptedException {
    Tally tally = prove.tally("power cut, " + type);
    SplittableRandom random = new SplittableRandom(prove.seed());
    for (int done = 0; done < cuts; ) {
      int now = Math.min(CUTS_A_DISK, cuts - done);
      Path directory = prove.directory().resolve("power");
      try (EmulatorProcess emulator = Testbed.judge(directory, random.nextLong());
          TestDisk disk = TestDisk.make(directory.resolve("disk"), type);
          Testbed testbed = new Testbed(directory, disk.path().resolve("data"), emulator, tally)) {
        Load load = testbed.load(WRITERS);
        for (int cut = 0; cut < now; cut++) {
          ServiceProcess service = testbed.start();
          testbed.pass(Duration.ofMillis(random.nextLong(50, 300)));
          cut(service, disk, load, testbed);
        }
        ServiceProcess service = testbed.start();
        testbed.judge(load);
        service.kill();
      }
      Prove.delete(directory);
      done += now;
      prove.say(
          "%s: %d of %d cuts, %d kept so far".formatted(type, done, cuts, tally.acknowledged()));
    }
  }

  /// An answer that comes after the machine stood still was never heard: it is not held against it,
  /// and the client sends again.
  private static void cut(ServiceProcess service, TestDisk disk, Load load, Testbed testbed)
      throws IOException, InterruptedException {
    load.deafen(true);
    service.freeze();
    disk.cut();
    service.kill();
    disk.unmount(testbed);
    disk.mount();
    load.deafen(false);
  }

  /// Each on a fresh disk: what is left may not even open.
  private static void unsynced(Prove prove, String type) throws IOException, InterruptedException {
    Tally unlisted = new Tally(type, prove.seed());
    long kept = 0;
    long lost = 0;
    for (int i = 0; i < CUTS_OF_THE_CONTROL; i++) {
      Path directory = prove.directory().resolve("unsynced");
      try (EmulatorProcess emulator = Testbed.judge(directory, prove.seed());
          TestDisk disk = TestDisk.make(directory.resolve("disk"), type);
          Testbed testbed =
              new Testbed(directory, disk.path().resolve("data"), emulator, unlisted)) {
        // The stream takes nothing: what is lost from the store cannot have arrived before.
        emulator.forgetFaults();
        emulator.script("{misfortune: answer, type: ServiceUnavailableException, times: always}");
        DiskFaults faults = DiskFaults.make(directory, disk.path());
        faults.lie();
        testbed.environment(faults.environment());
        ServiceProcess service = testbed.start();
        Load load = testbed.load(WRITERS);
        testbed.pass(Duration.ofMillis(500));
        load.deafen(true);
        load.giveUp();
        long acknowledged = load.acknowledged().size();
        service.freeze();
        disk.cut();
        service.kill();
        disk.unmount(testbed);
        disk.mount();
        testbed.environment(Map.of());
        kept += acknowledged;
        lost += acknowledged - found(testbed);
      }
      Prove.delete(directory);
    }
    prove.say("%s without syncs: %d of %d events were lost".formatted(type, lost, kept));
    if (lost == 0) {
      prove
          .tally("power cut without syncs, " + type)
          .wrong("nothing was lost: the power is not cut");
    }
  }

  /// How many events a start finds; none when it does not get so far.
  private static long found(Testbed testbed) throws InterruptedException {
    try {
      ServiceProcess service = testbed.start();
      long accepted = Testbed.Line.of(testbed.ledger(), "singles").accepted();
      service.kill();
      return accepted;
    } catch (IOException e) {
      return 0;
    }
  }
}
