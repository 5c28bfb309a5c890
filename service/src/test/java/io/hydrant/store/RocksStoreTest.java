package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on RocksDB, on a real disk.
final class RocksStoreTest extends StoreContract {
  @TempDir Path directory;

  @Override
  Tables openTables() throws IOException {
    return RocksTables.open(directory.resolve("store"));
  }

  /// RocksDB writes a file of options for each family that it drops or makes later, which takes
  /// longer than the first batch.
  @Test
  void aNewStore_hasItsFamiliesFromTheBeginning() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("store"))) {
      List<String> options =
          files
              .map(file -> file.getFileName().toString())
              .filter(RocksStoreTest::isOptions)
              .toList();
      assertThat(options).hasSize(1);
    }
  }

  private static boolean isOptions(String file) {
    return file.startsWith("OPTIONS-");
  }
}
