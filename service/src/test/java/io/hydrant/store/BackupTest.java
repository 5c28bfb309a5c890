package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.platform.Chance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest {
  private static final Chance CHANCE = Chance.of(new SplittableRandom(7));

  @TempDir Path directory;
  private Path backup;
  private Path fresh;

  @BeforeEach
  void backUp() throws IOException {
    backup = directory.resolve("backup");
    fresh = directory.resolve("fresh");
    try (DataDirectory data = DataDirectory.lock(directory.resolve("data"))) {
      try (RocksTables tables = RocksTables.open(data.tables())) {
        Directory.load(tables, CHANCE);
      }
      Backup.of(data, backup, new CopyProgress());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(backup)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void restore() throws IOException {
    Restoration.of(backup, fresh, CHANCE);
  }

  @Test
  void itIsRestoredUnderAnotherStoreId() throws IOException {
    restore();
    try (DataDirectory restored = DataDirectory.lock(fresh);
        DataDirectory old = DataDirectory.lock(directory.resolve("data"));
        RocksTables after = RocksTables.open(restored.tables());
        RocksTables before = RocksTables.open(old.tables())) {
      Directory now = Directory.load(after, CHANCE);
      Directory then = Directory.load(before, CHANCE);
      assertThat(now.storeId()).isNotEqualTo(then.storeId());
      assertThat(now.secret()).isEqualTo(then.secret());
    }
  }

  @Test
  void aFlippedBitInAnyFile_isFoundBeforeAnythingIsWritten() throws IOException {
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      byte[] damaged = whole.clone();
      if (damaged.length == 0) {
        continue;
      }
      damaged[damaged.length / 2] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(this::restore).as(file.toString()).isInstanceOf(IOException.class);
      assertThat(fresh).doesNotExist();
      Files.write(file, whole);
    }
    restore();
  }

  @Test
  void aFileThatIsMissingOrTooMany_isNamed() throws IOException {
    Path current = backup.resolve("store/CURRENT");
    Path aside = directory.resolve("CURRENT");
    Files.move(current, aside);
    assertThatThrownBy(this::restore).hasMessage(current + " is missing");
    Files.move(aside, current);
    Path other = Files.createFile(backup.resolve("store/000099.sst"));
    assertThatThrownBy(this::restore).hasMessage(other + " does not belong to the backup");
  }

  @Test
  void whoDidWhat_isInIt_upToTheLastWholeLine() throws IOException {
    Path log = directory.resolve("data/audit.log");
    Files.writeString(log, "one\ntwo\nthr");
    Path other = directory.resolve("other");
    try (DataDirectory data = DataDirectory.lock(directory.resolve("data"))) {
      Backup.of(data, other, new CopyProgress());
    }
    Restoration.of(other, fresh, CHANCE);
    assertThat(fresh.resolve("audit.log")).hasContent("one\ntwo\n");
    Files.writeString(other.resolve("audit.log"), "one\ntwa\n");
    Path again = directory.resolve("again");
    assertThatThrownBy(() -> Restoration.of(other, again, CHANCE))
        .hasMessageContaining("audit.log is damaged");
  }

  @Test
  void oneThatWasCutOff_isNone() throws IOException {
    Files.delete(backup.resolve("SHA256SUMS"));
    assertThatThrownBy(this::restore).hasMessageContaining("no whole backup");
    assertThat(fresh).doesNotExist();
  }

  @Test
  void noServiceStartsOnIt_forIdsWouldBeGivenTwice() throws IOException {
    assertThatThrownBy(() -> DataDirectory.lock(backup))
        .hasMessage(backup + " is a backup: hydrant restore makes a data directory of it");
  }

  @Test
  void whatLiesThere_isLeftAlone() throws IOException {
    Files.createDirectories(fresh);
    Path file = Files.writeString(fresh.resolve("mine"), "mine");
    assertThatThrownBy(this::restore).hasMessage(fresh + " is not empty");
    try (DataDirectory data = DataDirectory.lock(directory.resolve("data"))) {
      assertThatThrownBy(() -> Backup.of(data, fresh, new CopyProgress()))
          .hasMessage(fresh + " is not empty");
      Path inside = data.path().resolve("backup");
      assertThatThrownBy(() -> Backup.of(data, inside, new CopyProgress()))
          .hasMessage(inside + " lies in the data directory");
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void aRestorationThatWasCutOff_isNoDataDirectory() throws IOException {
    DataDirectory.begin(fresh).close();
    assertThatThrownBy(() -> DataDirectory.lock(fresh)).hasMessageContaining("was not finished");
  }

  @Test
  void aCopyThatIsEnded_breaksOff_andHoldsOnToNothing() throws IOException {
    CopyProgress ended = new CopyProgress();
    ended.end();
    try (DataDirectory data = DataDirectory.lock(directory.resolve("data"))) {
      assertThatThrownBy(() -> Backup.of(data, fresh, ended)).hasMessage("the service ended");
      assertThat(data.checkpoint()).doesNotExist();
      assertThat(fresh.resolve("SHA256SUMS")).doesNotExist();
    }
  }

  @Test
  void whatAKilledBackupHeldOnTo_goesWithTheNextStart() throws IOException {
    Path left = Files.createDirectories(directory.resolve("data/checkpoint"));
    Files.createFile(left.resolve("000007.sst"));
    DataDirectory.lock(directory.resolve("data")).close();
    assertThat(left).doesNotExist();
  }
}
