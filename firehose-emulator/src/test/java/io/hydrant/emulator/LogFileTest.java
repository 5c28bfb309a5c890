package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was accepted, after the emulator that accepted it is gone.
class LogFileTest {
  @TempDir Path directory = Path.of("");

  @Test
  void what_was_accepted_is_there_again() throws Exception {
    List<StoredRecord> before;
    StreamTotals totals;
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      caller.call("PutRecordBatch", Bodies.putRecordBatch("s", List.of("a", "ü", "")));
      caller.call("PutRecord", Bodies.putRecord("s", 6_000));
      before = emulator.records("s", 0);
      totals = emulator.totals("s");
    }
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      assertThat(emulator.records("s", 0))
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(before);
      assertThat(emulator.records("s", 0).getLast().recordId())
          .isEqualTo(before.getLast().recordId());
      assertThat(emulator.totals("s")).isEqualTo(totals);
      caller.call("PutRecord", Bodies.putRecord("s", 1));
      assertThat(emulator.records("s", 0).getLast().index()).isEqualTo(4);
    }
  }

  @Test
  void an_emulator_killed_in_the_middle_of_a_line_left_everything_before_it() throws Exception {
    Path file = directory.resolve("s.jsonl");
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 2, 3));
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      assertThat(emulator.totals("s").records()).isEqualTo(2);
      caller.call("PutRecord", Bodies.putRecord("s", 4));
    }
    try (Emulator emulator = start()) {
      assertThat(emulator.records("s", 0).stream().map(record -> record.data().length))
          .containsExactly(1, 2, 4);
    }
  }

  @Test
  void damage_in_the_middle_is_refused_by_file_and_line() throws Exception {
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      caller.call("PutRecordBatch", Bodies.putRecordBatch("s", 1, 2, 3));
    }
    Path file = directory.resolve("s.jsonl");
    List<String> lines = Files.readAllLines(file);
    lines.set(3, lines.get(3).replace("\"data\":", "\"date\":"));
    Files.write(file, lines);

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("s.jsonl is damaged in line 4");
    // The refusal let go of the file.
    Files.write(file, List.of(), StandardOpenOption.TRUNCATE_EXISTING);
    start().close();
  }

  @Test
  void streams_that_were_created_and_deleted_stay_so() throws Exception {
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      caller.call("CreateDeliveryStream", Bodies.create("k", "KinesisStreamAsSource"));
      caller.call("CreateDeliveryStream", Bodies.create("gone", "DirectPut"));
      caller.call("PutRecord", Bodies.putRecord("gone", 1));
      emulator.deleteStream("gone");
    }
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      assertThat(caller.call("ListDeliveryStreams", "{}").body())
          .startsWith("{\"DeliveryStreamNames\":[\"k\",\"s\"]");
      assertThat(caller.call("PutRecord", Bodies.putRecord("k", 1)).body())
          .contains("KinesisStreamAsSource");
      assertThat(emulator.awaitRecords("gone", 1, Duration.ZERO)).hasSize(1);
    }
  }

  @Test
  void a_directory_has_one_emulator() {
    try (Emulator emulator = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another emulator writes");
      assertThat(emulator.totals("s").records()).isZero();
    }
  }

  @Test
  void more_on_disk_than_may_be_kept_is_refused() throws Exception {
    try (Emulator emulator = start();
        SignedCaller caller = new SignedCaller(emulator.endpoint())) {
      caller.call("PutRecord", Bodies.putRecord("s", 2_000));
    }
    assertThatThrownBy(() ->
            Emulator.start(
                EmulatorOptions.builder().directory(directory).storedBytesMax(1_000).build()))
        .hasMessageContaining("stream s has more on disk than the 1000 bytes");
  }

  private Emulator start() {
    return Emulator.start(EmulatorOptions.builder().directory(directory).stream("s").build());
  }
}
