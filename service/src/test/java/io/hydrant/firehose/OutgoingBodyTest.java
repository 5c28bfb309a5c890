package io.hydrant.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A body leaves once, and its end either leaves or is held back for good.
class OutgoingBodyTest {
  private final Gate gate = new Gate();
  private final OutgoingBody body = new OutgoingBody(new byte[] {1, 2, 3, 4, 5}, gate);

  @Test
  void wholeBody_leavesAndCannotBeHeldBack() throws Exception {
    assertThat(body.newStream().readAllBytes()).containsExactly(1, 2, 3, 4, 5);
    assertThat(gate.shut()).isFalse();
  }

  @Test
  void byteByByte_isTheSame() throws Exception {
    InputStream stream = body.newStream();
    for (int i = 1; i <= 5; i++) {
      assertThat(stream.read()).isEqualTo(i);
    }
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(gate.shut()).isFalse();
  }

  @Test
  void shutOnTheWay_holdsBackTheRest() throws Exception {
    InputStream stream = body.newStream();
    assertThat(stream.readNBytes(4)).hasSize(4);
    assertThat(gate.shut()).isTrue();
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    assertThat(gate.shut()).isTrue();
  }

  @Test
  void shutBefore_letsNothingOut() {
    assertThat(gate.shut()).isTrue();
    assertThatThrownBy(body::newStream).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void secondReading_isRefused() throws Exception {
    InputStream stream = body.newStream();
    assertThat(stream.markSupported()).isFalse();
    assertThatThrownBy(body::newStream).isInstanceOf(IllegalStateException.class);
    stream.readAllBytes();
    assertThatThrownBy(stream::reset).isInstanceOf(IOException.class);
    assertThatThrownBy(body::newStream).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void lastByteAndShutAtOnce_oneOfThemWins() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2_000; i++) {
        Gate raced = new Gate();
        InputStream stream = new OutgoingBody(new byte[1], raced).newStream();
        CountDownLatch start = new CountDownLatch(1);
        Future<Boolean> left =
            threads.submit(() -> {
              start.await();
              return leaves(stream);
            });
        start.countDown();
        boolean held = raced.shut();
        assertThat(left.get()).isNotEqualTo(held);
      }
    }
  }

  private static boolean leaves(InputStream stream) {
    try {
      return stream.read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
