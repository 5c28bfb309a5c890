package io.hydrant.emulator;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.emulator.EveryMisfortuneTest.Sight;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What happens to connections, and how long things take.
final class ConnectionSights {
  static final Map<Integer, List<Sight>> ALL =
      Map.ofEntries(
          entry(14, List.of(resets(0), resets(0), resets(1))),
          entry(15, List.of(hangs(0), hangs(1))),
          entry(16, List.of(ConnectionSights::drips, ConnectionSights::readsSlowly)),
          entry(17, List.of(ConnectionSights::uniform, ConnectionSights::skewed)),
          entry(18, List.of(ConnectionSights::refuses, ConnectionSights::closesReused)),
          entry(19, List.of(ConnectionSights::closes)));

  private ConnectionSights() {}

  private static Sight resets(int stored) {
    return test -> {
      assertThatThrownBy(() -> test.wire().put("a"))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      if (stored > 0) {
        test.emulator().awaitRecords("s", stored, Duration.ofSeconds(60));
      }
      assertThat(test.wire().put("b").recordIds()).isEqualTo(1);
      assertThat(test.stored()).isEqualTo(stored + 1);
    };
  }

  private static Sight hangs(int stored) {
    return test -> {
      test.wire().patienceMillis = 400;
      assertThatThrownBy(() -> test.wire().put("a")).isInstanceOf(SocketTimeoutException.class);
      test.wire().patienceMillis = 20_000;
      assertThat(test.wire().put("b").recordIds()).isEqualTo(1);
      assertThat(test.stored()).isEqualTo(stored + 1);
    };
  }

  private static void drips(EveryMisfortuneTest test) throws IOException {
    Wire.Seen seen = test.wire().put("a");
    assertThat(seen.recordIds()).isEqualTo(1);
    assertThat(seen.whole()).isTrue();
    assertThat(seen.millis()).isGreaterThan(250);
    assertThat(test.wire().put("b").millis()).isLessThan(seen.millis());
  }

  private static void readsSlowly(EveryMisfortuneTest test) throws IOException {
    String body = Bodies.putRecordBatch("s", 150_000);
    Wire.Seen seen = test.wire().call("PutRecordBatch", body);
    assertThat(seen.recordIds()).isEqualTo(1);
    assertThat(seen.millis()).isGreaterThan(400);
    assertThat(test.stored()).isEqualTo(1);
  }

  private static void uniform(EveryMisfortuneTest test) throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(test.wire().put("a").millis()).isGreaterThanOrEqualTo(100);
    }
    assertThat(test.stored()).isEqualTo(3);
  }

  /// The record is there while its sender still waits.
  private static void skewed(EveryMisfortuneTest test) throws IOException {
    test.wire().patienceMillis = 20;
    assertThatThrownBy(() -> test.wire().put("a")).isInstanceOf(SocketTimeoutException.class);
    test.wire().patienceMillis = 20_000;
    assertThat(test.wire().put("b").millis()).isGreaterThanOrEqualTo(20);
    assertThat(test.stored()).isEqualTo(2);
  }

  private static void refuses(EveryMisfortuneTest test) throws Exception {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                test.wire().put("a");
                test.wire().close();
              }
            })
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> {
              // What was in the queue of the port may still be answered, or reset.
              for (int i = 0; i < 10; i++) {
                connect(test);
              }
            })
        .isInstanceOf(ConnectException.class);
    long before = test.stored();
    while (true) {
      try {
        assertThat(test.wire().put("b").recordIds()).isEqualTo(1);
        break;
      } catch (ConnectException e) {
        Thread.onSpinWait();
      }
    }
    assertThat(test.stored()).isEqualTo(before + 1);
  }

  private static void connect(EveryMisfortuneTest test) throws IOException {
    try {
      test.wire().put("a");
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      test.wire().close();
    }
  }

  private static void closesReused(EveryMisfortuneTest test) throws IOException {
    assertThat(test.wire().put("a").recordIds()).isEqualTo(1);
    assertThatThrownBy(() -> test.wire().put("b"))
        .isInstanceOfAny(EOFException.class, SocketException.class);
    assertThat(test.wire().put("c").recordIds()).isEqualTo(1);
    assertThat(test.stored()).isEqualTo(2);
  }

  private static void closes(EveryMisfortuneTest test) throws IOException {
    Wire.Seen seen = test.wire().put("a");
    assertThat(seen.recordIds()).isEqualTo(1);
    assertThat(seen.header("Connection")).containsExactly("close");
    assertThat(test.wire().ended()).isTrue();
    assertThat(test.stored()).isEqualTo(1);
  }
}
