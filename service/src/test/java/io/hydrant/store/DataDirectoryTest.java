package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  @TempDir Path directory;

  @Test
  void aSecondHolder_isToldTheFirst() throws IOException {
    try (DataDirectory first = DataDirectory.lock(directory)) {
      assertThatThrownBy(() -> DataDirectory.lock(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(first.path().toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    DataDirectory.lock(directory).close();
  }

  @Test
  void aNewerFormat_isRefusedUntouched_andNamed() throws IOException {
    Files.writeString(directory.resolve("format"), "4\n");
    assertThatThrownBy(() -> DataDirectory.lock(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 4");
    assertThat(directory.resolve("store")).doesNotExist();
    assertThat(directory.resolve("format")).hasContent("4\n");
  }
}
