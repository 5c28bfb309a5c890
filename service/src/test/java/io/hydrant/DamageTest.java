package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a service makes of a data directory that was damaged while nobody ran it.
final class DamageTest {
  @TempDir Path data;

  @Test
  void aFlippedBitInTheLog_keepsTheServiceFromStarting_andItsFileIsNamed() throws IOException {
    try (ServiceFixture fixture = new ServiceFixture(data)) {
      for (int i = 0; i < 50; i++) {
        assertThat(fixture.post(ServiceFixture.BATCH).status()).isEqualTo(202);
      }
      fixture.stop();
      Path log = writeAheadLog();
      flip(log, Files.size(log) / 2);
      assertThatThrownBy(() -> fixture.start("sendAsBatch: false").close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(log.getFileName().toString());
    }
  }

  private Path writeAheadLog() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 1);
    }
  }
}
