package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  void whatItCreates_isSyncedInTheDirectoryThatNamesIt() throws IOException {
    Path data = directory.resolve("lib/hydrant");
    List<Path> synced = new ArrayList<>();
    Map<Path, List<Path>> named = new HashMap<>();
    DurableDirectory.Sync sync =
        path -> {
          DurableDirectory.sync(path);
          synced.add(path);
          try (Stream<Path> files = Files.list(path)) {
            named.put(path, files.toList());
          }
        };
    DataDirectory.lock(data, sync).close();
    assertThat(named.get(directory)).contains(directory.resolve("lib"));
    assertThat(named.get(directory.resolve("lib"))).contains(data);
    assertThat(named.get(data)).contains(data.resolve("store"), data.resolve("format"));

    synced.clear();
    DataDirectory.lock(data, sync).close();
    assertThat(synced).as("what an earlier process may not have synced").containsExactly(data);
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
