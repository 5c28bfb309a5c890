package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An emulator that counts what it takes and keeps none of it.
class CountOnlyTest {
  @TempDir Path directory = Path.of("");

  @Test
  void what_is_taken_is_counted_and_answered_and_no_memory_bounds_it() throws Exception {
    EmulatorOptions options =
        EmulatorOptions.builder().stream("s").countOnly(true).storedBytesMax(1_000).build();
    try (Emulator emulator = Emulator.start(options);
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      String first = caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 5_121, 2)).body();
      String second = caller.call("PutRecord", Bodies.putRecord("s", 5_000)).body();

      assertThat(first).contains("\"FailedPutCount\":0").doesNotContain("ErrorCode");
      assertThat(second).contains("\"RecordId\"");
      assertThat(emulator.totals("s")).isEqualTo(new StreamTotals(4, 10_124, 5, 2));
      assertThat(emulator.records("s", 0)).isEmpty();
      assertThat(emulator.awaitRecords("s", 4, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void a_directory_is_given_all_the_same() throws Exception {
    EmulatorOptions.Builder options = EmulatorOptions.builder().stream("s").directory(directory);
    try (Emulator emulator = Emulator.start(options.countOnly(true).build());
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 2, 3));
    }
    try (Emulator emulator = Emulator.start(options.countOnly(true).build())) {
      assertThat(emulator.totals("s").records()).isEqualTo(3);
    }
    try (Emulator emulator = Emulator.start(options.countOnly(false).build())) {
      assertThat(emulator.records("s", 0)).hasSize(3);
    }
  }
}
