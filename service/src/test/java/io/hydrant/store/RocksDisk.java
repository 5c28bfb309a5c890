package io.hydrant.store;

import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A store on RocksDB, on a real disk, for tests that drive it step by step.
public final class RocksDisk implements AutoCloseable {
  private final Path directory;
  private final BufferSizes sizes;
  private @Nullable Store open;

  private RocksDisk(Path directory, BufferSizes sizes) {
    this.directory = directory;
    this.sizes = sizes;
  }

  public RocksDisk(Path directory) {
    this(directory, BufferSizes.STANDARD);
  }

  /// With buffers that are so many times smaller.
  public static RocksDisk smaller(Path directory, int times) {
    return new RocksDisk(directory, BufferSizes.STANDARD.dividedBy(times));
  }

  /// What a start finds; what was open before is no more.
  public Store store(Clock clock, Chance chance) throws IOException {
    close();
    open =
        Store.open(
            () -> RocksTables.open(directory, true, sizes), clock, chance, StoreOptions.UNBOUNDED);
    return open;
  }

  /// What lies there at most beside tables: the log, and what is being flushed.
  public long bufferBytes() {
    return sizes.log() + sizes.memtables();
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
  }
}
