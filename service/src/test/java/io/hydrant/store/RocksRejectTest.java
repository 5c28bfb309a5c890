package io.hydrant.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract on RocksDB, on a real disk.
final class RocksRejectTest extends RejectContract {
  @TempDir Path directory;

  @Override
  Tables openTables() throws IOException {
    return RocksTables.open(directory.resolve("store"));
  }
}
