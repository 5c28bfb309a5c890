package io.hydrant.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nothing in memory grows with open sessions or windows. `./prove open` shows it of ten million.
final class OpenGroupsTest {
  private static final int COUNT = 100_000;

  /// Of live heap, for all of them: not 20 bytes each, less than the smallest entry of a map.
  private static final long GROWS_BYTES_MAX = 2 << 20;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aHundredThousand_takeNoMemory(OpenGroups.Kind kind) throws IOException {
    try (OpenGroups groups = new OpenGroups(directory, kind, line -> {})) {
      // What is there once: classes, code, tables of the engine.
      groups.open(5_000, Long.MAX_VALUE);
      long before = OpenGroups.liveHeap();
      groups.open(COUNT, Long.MAX_VALUE);
      assertThat(groups.waiting()).isEqualTo(COUNT);
      assertThat(OpenGroups.liveHeap() - before).as("while open").isLessThan(GROWS_BYTES_MAX);
      groups.leave(Long.MAX_VALUE);
      assertThat(groups.waiting()).isZero();
      assertThat(OpenGroups.liveHeap() - before).as("when they left").isLessThan(GROWS_BYTES_MAX);
    }
  }
}
