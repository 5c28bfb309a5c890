package io.hydrant.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/// An emulator with an ACTIVE stream `s`, a caller with its key, and a clock both go by.
abstract class Exchanges {
  static final Duration CREATING = Duration.ofSeconds(30);
  static final Duration DELETING = Duration.ofMinutes(3);

  final TestClock clock = new TestClock();
  final Emulator emulator =
      Emulator.start(
          EmulatorOptions.builder().clock(clock).stream("s")
              .creatingFor(CREATING)
              .deletingFor(DELETING)
              .build());
  final SignedCaller caller = new SignedCaller(emulator.endpoint());

  Exchanges() {
    caller.time = clock.instant();
  }

  @AfterEach
  void stop() {
    caller.close();
    emulator.close();
  }

  /// Lets time pass for both.
  void pass(Duration duration) {
    clock.advance(duration);
    caller.time = clock.instant();
  }

  static void assertError(HttpResponse<String> reply, String body) {
    assertThat(reply.body()).isEqualTo(body);
    assertThat(reply.statusCode()).isEqualTo(400);
  }
}
