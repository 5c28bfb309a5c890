package io.hydrant.store;

import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A store on RocksDB, on a real disk, for tests that drive it step by step.
public final class RocksDisk {
  private final Path directory;
  private @Nullable Store open;

  public RocksDisk(Path directory) {
    this.directory = directory;
  }

  /// What a start finds; what was open before is no more.
  public Store store(Clock clock, Chance chance) throws IOException {
    if (open != null) {
      open.close();
    }
    open = Store.open(() -> RocksTables.open(directory), clock, chance, StoreOptions.UNBOUNDED);
    return open;
  }
}
