package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.platform.Clock;
import io.hydrant.simulator.Neighbours.Trouble;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.RocksDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was delivered is gone from the disk soon, also where it lies between what has to wait: one
/// of twenty connections is blocked for an hour, and gets a twentieth of the bytes.
///
/// On a real disk, with all that RocksDB buffers so many times smaller, and the traffic with it:
/// `-Dsmaller=1` is the real size, of 7.5 GB.
final class DiskSpaceTest {
  private static final int SMALLER = Integer.getInteger("smaller", 64);

  /// Of a minute, for all connections: as much as the memtables hold. With less, what is delivered
  /// is gone before it is flushed; with more, what waits is soon more than all else.
  private static final long MINUTE_BYTES = (128L << 20) / SMALLER;

  private static final int EVENT_BYTES = 16 << 10;
  private static final long EVENTS_A_MINUTE = MINUTE_BYTES / EVENT_BYTES / Neighbours.COUNT;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Clock REAL = Clock.system();

  @TempDir Path directory;

  @Test
  void oneOfTwentyConnectionsBlockedForAnHour_theDirectoryIsAtMostTwiceWhatWaits()
      throws IOException {
    try (RocksDisk disk = RocksDisk.smaller(directory, SMALLER)) {
      Neighbours connections = new Neighbours(disk::store, Trouble.BLOCKED);
      SplittableRandom random = new SplittableRandom(Neighbours.SEED);
      for (int minute = 1; minute <= 60; minute++) {
        for (int i = 0; i < EVENTS_A_MINUTE; i++) {
          connections.send(incompressible(random));
          connections.pass(Duration.ofMinutes(1).dividedBy(EVENTS_A_MINUTE));
        }
        List<LedgerLine> lines = connections.store().ledger();
        long waiting = lines.stream().mapToLong(LedgerLine::waitingBytes).sum();
        assertThat(held(lines.getFirst())).as("of the one that is blocked").isTrue();
        assertThat(await(2 * waiting + disk.bufferBytes()))
            .as("bytes in the directory after %d minutes, %d of them waiting", minute, waiting)
            .isLessThanOrEqualTo(2 * waiting + disk.bufferBytes());
      }
      List<LedgerLine> lines = connections.store().ledger();
      assertThat(lines.getFirst().delivered()).isZero();
      assertThat(lines.getFirst().waitingBytes()).isGreaterThan(2 * MINUTE_BYTES);
      assertThat(lines.subList(1, lines.size()))
          .allMatch(line -> line.delivered() >= 59 * EVENTS_A_MINUTE);
    }
  }

  private static boolean held(LedgerLine line) {
    return line.pending() == line.accepted();
  }

  private static String incompressible(SplittableRandom random) {
    byte[] bytes = new byte[EVENT_BYTES * 3 / 4];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// Bytes of all files, once they are no more than so many: compaction takes real time, of which a
  /// virtual hour has little.
  private long await(long most) throws IOException {
    long until = REAL.nanos() + PATIENCE.toNanos();
    long bytes = bytes();
    while (bytes > most && REAL.nanos() < until) {
      REAL.parkUntil(REAL.nanos() + Duration.ofMillis(20).toNanos());
      bytes = bytes();
    }
    return bytes;
  }

  private long bytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        try {
          bytes += Files.size(file);
        } catch (NoSuchFileException e) {
          // Compacted meanwhile.
        }
      }
    }
    return bytes;
  }
}
