package io.hydrant.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing in memory grows with the members of audiences. `./prove open --kind members` shows it of
/// a million.
final class MembersTest {
  private static final int COUNT = 50_000;

  /// Of live heap, for all of them: not 20 bytes each, less than the smallest entry of a map.
  private static final long GROWS_BYTES_MAX = 1 << 20;

  @TempDir Path directory;

  @Test
  void fiftyThousand_takeNoMemory() throws IOException {
    try (Members members = new Members(directory)) {
      members.enter(5_000);
      long before = OpenGroups.liveHeap();
      members.enter(COUNT);
      assertThat(members.count()).isEqualTo(COUNT);
      assertThat(OpenGroups.liveHeap() - before).isLessThan(GROWS_BYTES_MAX);
    }
  }
}
