package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What RocksDB, as configured, makes of damaged files.
final class RocksDamageTest {
  private static final int ROWS = 500;

  @TempDir Path directory;

  /// Leaves a directory as a killed process leaves it: rows in the write-ahead log, none in tables.
  private void fill() throws IOException {
    Path live = directory.resolve("live");
    RocksTables tables = RocksTables.open(live);
    for (int i = 0; i < ROWS; i++) {
      try (Tables.Changes changes = tables.changes()) {
        changes.put(
            Family.WAITING, key(i), ("value " + i).repeat(20).getBytes(StandardCharsets.UTF_8));
        tables.write(changes);
      }
    }
    copy(live, directory.resolve("dead"));
    tables.close();
  }

  private static byte[] key(int i) {
    return WaitingKey.floor(1, i + 1).bytes();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> !f.endsWith("LOCK")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Path writeAheadLog() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("dead"))) {
      List<Path> logs =
          files
              .filter(f -> f.toString().endsWith(".log"))
              .filter(f -> f.toFile().length() > 0)
              .toList();
      assertThat(logs).hasSize(1);
      return logs.getFirst();
    }
  }

  private int rows() throws IOException {
    int rows = 0;
    try (RocksTables tables = RocksTables.open(directory.resolve("dead"));
        TablesView.Cursor cursor =
            tables.scan(Family.WAITING, key(0), WaitingKey.floor(2, 0).bytes())) {
      for (; cursor.valid(); cursor.next()) {
        rows++;
      }
    }
    return rows;
  }

  @Test
  void syncedRows_surviveAKill() throws IOException {
    fill();
    assertThat(rows()).isEqualTo(ROWS);
  }

  @Test
  void aFlippedBitInTheMiddleOfTheLog_keepsItFromOpening_andNamesTheFile() throws IOException {
    fill();
    Path log = writeAheadLog();
    flip(log, Files.size(log) / 2, 1);
    assertThatThrownBy(this::rows)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(log.getFileName().toString());
  }

  /// RocksDB itself takes it for a torn tail.
  @Test
  void aLengthThatReachesBeyondTheEndOfTheLog_keepsItFromOpening_andNamesTheFile()
      throws IOException {
    fill();
    Path log = writeAheadLog();
    flipLengthOfARecordInTheLastBlock(log);
    assertThatThrownBy(this::rows)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(log.getFileName().toString());
  }

  private static void flipLengthOfARecordInTheLastBlock(Path log) throws IOException {
    long block = Files.size(log) / (32 << 10) * (32 << 10);
    assertThat(Files.size(log) - block).isBetween(1_000L, 32_000L);
    flip(log, block + 5, 0x80);
  }

  /// RocksDB itself takes the first for the end of the log, and of the others never comes to one.
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.6, 1})
  void aRecordOfAKindThatIsNeverWritten_keepsItFromOpening_andNamesTheFile(double place)
      throws IOException {
    fill();
    Path log = writeAheadLog();
    List<Long> kinds = kinds(log);
    assertThat(kinds).hasSizeGreaterThan(ROWS);
    flip(log, kinds.get((int) ((kinds.size() - 1) * place)), 4);
    assertThatThrownBy(this::rows)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(log.getFileName().toString());
  }

  @Test
  void theSameInTheListOfFiles_keepsItFromOpening_andNamesIt() throws IOException {
    fill();
    Path manifest;
    try (Stream<Path> files = Files.list(directory.resolve("dead"))) {
      manifest =
          files
              .filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
              .findFirst()
              .orElseThrow();
    }
    flip(manifest, kinds(manifest).getLast(), 4);
    assertThatThrownBy(this::rows)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(manifest.getFileName().toString());
  }

  /// Where the kind of each record stands: behind four bytes of checksum and two of length. None is
  /// in the last bytes of a block where no header fits.
  static List<Long> kinds(Path log) throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    List<Long> kinds = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int left = (32 << 10) - at % (32 << 10);
      if (left < 7) {
        at += left;
      } else {
        kinds.add(at + 6L);
        at += 7 + (bytes[at + 4] & 0xff) + ((bytes[at + 5] & 0xff) << 8);
      }
    }
    return kinds;
  }

  static void flip(Path path, long at, int bits) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      int value = file.read();
      file.seek(at);
      file.write(value ^ bits);
    }
  }

  @Test
  void aTornTail_isCut_forItWasNeverAnswered() throws IOException {
    fill();
    Path log = writeAheadLog();
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(file.length() - 10);
    }
    assertThat(rows()).isEqualTo(ROWS - 1);
  }
}
