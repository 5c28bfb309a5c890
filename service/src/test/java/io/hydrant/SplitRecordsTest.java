package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.emulator.Emulator;
import io.hydrant.emulator.EmulatorOptions;
import io.hydrant.emulator.StoredRecord;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A window as long as a record may be, a byte less and a byte more, from requests at the door to
/// records at the emulator.
final class SplitRecordsTest {
  private static final int BATCHES = 6;
  private static final int BATCH_BYTES = 170_000;
  private static final Duration WINDOW = Duration.ofMinutes(10).plusSeconds(1);
  private static final Duration STEP = Duration.ofMillis(60);
  private static final int STEPS_MAX = 400;
  private static final long LOOK_NANOS = 2_000_000;
  private static final Pattern NAME = Pattern.compile("\"event_name\":\"(b\\d)\"");

  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({"newline, 1", "newline, 0", "newline, -1", "none, 1", "none, 0"})
  void aWindow_isCutWhenItIsAByteTooLong(String delimiter, int beyond) throws IOException {
    // Ids, whose digits count, are the same in both runs: so are store, group and sequences.
    List<byte[]> shorter = records(delimiter, 0, "shorter");
    assertThat(shorter).hasSize(1);
    int padding = FirehoseLimits.RECORD_BYTES_MAX + beyond - shorter.getFirst().length;
    List<byte[]> records = records(delimiter, padding, "padded");

    assertThat(records).hasSize(beyond > 0 ? 2 : 1);
    assertThat(names(records.getFirst())).hasSize(beyond > 0 ? BATCHES - 1 : BATCHES);
    List<String> all = new ArrayList<>();
    for (byte[] one : records) {
      all.addAll(names(one));
      assertThat(one.length).isLessThanOrEqualTo(FirehoseLimits.RECORD_BYTES_MAX);
      assertThat((char) one[one.length - 1]).isEqualTo(delimiter.equals("none") ? '}' : '\n');
    }
    assertThat(all).containsExactly("b0", "b1", "b2", "b3", "b4", "b5");
    if (beyond <= 0) {
      assertThat(records.getFirst()).hasSize(FirehoseLimits.RECORD_BYTES_MAX + beyond);
    }
  }

  private static List<String> names(byte[] one) {
    String text = new String(one, StandardCharsets.UTF_8);
    return NAME.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /// What the stream holds after a window of [#BATCHES] batches.
  private List<byte[]> records(String delimiter, int padding, String name) throws IOException {
    VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
    EmulatorOptions options = EmulatorOptions.builder().stream("s").clock(clock).build();
    try (Emulator emulator = Emulator.start(options);
        Service service =
            Service.start(
                configuration(emulator, delimiter, data.resolve(name)),
                clock,
                Chance.of(new SplittableRandom(5)),
                () -> {})) {
      for (int i = 0; i < BATCHES; i++) {
        String body = batch(i, i == 0 ? padding : 0);
        assertThat(ServiceFixture.post(service.collectorPort(), body).status()).isEqualTo(202);
      }
      clock.advance(WINDOW);
      // Both parts may come in one call or in two.
      int steps = 0;
      while (names(emulator) < BATCHES && steps++ < STEPS_MAX) {
        clock.advance(STEP);
        Clock.system().parkUntil(Clock.system().nanos() + LOOK_NANOS);
      }
      return emulator.records("s", 0).stream().map(StoredRecord::data).toList();
    }
  }

  private static int names(Emulator emulator) {
    return emulator.records("s", 0).stream().mapToInt(one -> names(one.data()).size()).sum();
  }

  private static String batch(int number, int padding) {
    return """
    {"mpid":7,"user_attributes":{"last":"%d"},"events":[\
    {"event_type":"custom_event","data":{"event_name":"b%d","text":"%s"}}]}\
    """
        .formatted(number, number, "x".repeat(BATCH_BYTES + padding));
  }

  private static Configuration configuration(Emulator emulator, String delimiter, Path data) {
    String yaml = ServiceFixture.yaml(emulator, "recordDelimiter: " + delimiter, 0);
    return switch (ConfigurationFile.parse(yaml, "split.yaml", data, Map.of())) {
      case Loaded.Accepted accepted -> accepted.configuration();
      case Loaded.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }
}
