package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store of one connection that is whole, what is found when it is damaged, and what is left.
final class SalvageTest {
  private static final int ROWS = 400;
  private static final int PAYLOAD_BYTES = 400;
  private static final Chance CHANCE = Chance.of(new SplittableRandom(11));

  @TempDir Path directory;
  private Path old;
  private Path fresh;

  @BeforeEach
  void fill() throws IOException {
    old = directory.resolve("old");
    fresh = directory.resolve("fresh");
    try (DataDirectory data = DataDirectory.lock(old);
        RocksTables tables = RocksTables.open(data.tables())) {
      Directory known = Directory.load(tables, CHANCE);
      for (int i = 1; i <= ROWS; i++) {
        try (Tables.Changes changes = tables.changes()) {
          if (i == 1) {
            known.roster.enroll(List.of("out"), changes);
          }
          WaitingKey key = new WaitingKey(1, i, new Hash(i, i), i, 0);
          Bytes payload = Bytes.of(CHANCE.bytes(PAYLOAD_BYTES));
          RowValue row = RowValue.of(Row.Kind.FRAGMENT, 1, payload);
          changes.put(Family.WAITING, key.bytes(), row.bytes());
          Ledger ledger = Ledger.load(tables);
          ledger.add(1, Ledger.ACCEPTED, 1);
          ledger.add(1, Ledger.PENDING, 1);
          ledger.add(1, Ledger.PENDING_BYTES, row.storedBytes());
          ledger.put(changes);
          new Books.Written(i, i).put(changes);
          tables.write(changes);
        }
      }
    }
  }

  private Verification verify(Path data) throws IOException {
    try (DataDirectory locked = DataDirectory.lock(data)) {
      return Verification.of(locked, Clock.system());
    }
  }

  private Salvage salvage() throws IOException {
    try (DataDirectory locked = DataDirectory.lock(old)) {
      return Salvage.of(locked, fresh, CHANCE);
    }
  }

  private void flushToTables() throws IOException {
    try (DataDirectory data = DataDirectory.lock(old);
        RocksTables tables = RocksTables.open(data.tables())) {
      tables.purge(List.of());
    }
  }

  private Path largest(String ending) throws IOException {
    try (Stream<Path> files = Files.list(old.resolve("store"))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  @Test
  void aWholeStore_hasNothingWrong_andIsSalvagedWhole() throws IOException {
    assertThat(verify(old).findings()).isEmpty();
    assertThat(verify(old).rows()).isGreaterThan(ROWS);
    assertThat(salvage().lines()).containsExactly(new Salvage.Line("out", ROWS, 0, 0));
    assertThat(verify(fresh).findings()).isEmpty();
  }

  @Test
  void aDamagedTable_isNamed_andAllButTheBlockIsSalvaged() throws IOException {
    flushToTables();
    Path table = largest(".sst");
    RocksDamageTest.flip(table, Files.size(table) / 2, 1);
    assertThat(verify(old).findings()).contains(table + " is damaged");
    Salvage salvaged = salvage();
    assertThat(salvaged.gaps()).containsExactly("waiting: a part is damaged");
    Salvage.Line line = salvaged.lines().getFirst();
    assertThat(line.waiting() + line.lost()).isEqualTo(ROWS);
    assertThat(line.lost()).isBetween(1L, 20L);
    assertThat(verify(fresh).findings()).isEmpty();
  }

  @Test
  void aDamagedLog_isNamed_andTheRestIsSalvaged() throws IOException {
    Path log = largest(".log");
    RocksDamageTest.flip(log, Files.size(log) / 2, 1);
    assertThat(verify(old).findings()).contains(log + " is damaged");
    Salvage.Line line = salvage().lines().getFirst();
    assertThat(line.waiting()).isGreaterThan(ROWS / 2);
    assertThat(verify(fresh).findings()).isEmpty();
  }

  /// RocksDB itself would never come to an end.
  @Test
  void aLogWithARecordOfAKindThatIsNeverWritten_isNamed_andTheRestIsSalvaged() throws IOException {
    Path log = largest(".log");
    RocksDamageTest.flip(log, RocksDamageTest.kinds(log).get(ROWS / 2), 4);
    byte[] before = Files.readAllBytes(log);
    assertThat(verify(old).findings()).anyMatch(found -> found.startsWith(log + " is damaged"));
    Salvage.Line line = salvage().lines().getFirst();
    assertThat(line.waiting()).isGreaterThan(ROWS / 2);
    assertThat(verify(fresh).findings()).isEmpty();
    assertThat(Files.readAllBytes(log)).as("the damaged one").isEqualTo(before);
  }

  @Test
  void aLedgerThatSaysOtherwise_isFound() throws IOException {
    try (DataDirectory data = DataDirectory.lock(old);
        RocksTables tables = RocksTables.open(data.tables());
        Tables.Changes changes = tables.changes()) {
      changes.delete(Family.WAITING, new WaitingKey(1, 7, new Hash(7, 7), 7, 0).bytes());
      tables.write(changes);
    }
    assertThat(verify(old).findings())
        .singleElement()
        .asString()
        .startsWith("connection out: the ledger balances and says " + ROWS + " pending");
  }

  @Test
  void aStoreInUse_isLeftAlone() throws IOException {
    try (DataDirectory held = DataDirectory.lock(old)) {
      assertThatThrownBy(() -> verify(old))
          .isInstanceOf(DataInUseException.class)
          .hasMessageContaining(held.path().toString());
    }
  }
}
