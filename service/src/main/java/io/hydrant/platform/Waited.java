package io.hydrant.platform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An answer that another thread gives once. Safe for many threads.
public final class Waited<T> {
  private final CountDownLatch given = new CountDownLatch(1);
  private volatile @Nullable T answer;

  public void set(@Nullable T value) {
    answer = value;
    given.countDown();
  }

  /// The answer; null also when none was given in time.
  public @Nullable T get(Duration patience) {
    try {
      return given.await(patience.toMillis(), TimeUnit.MILLISECONDS) ? answer : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
