package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.model.Arrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Waiting;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An audit beside a store that fails.
final class AuditTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROWS = 2_000;

  private final ModelDisk disk = new ModelDisk();
  private final AtomicReference<@Nullable Runnable> whileAuditing = new AtomicReference<>();

  @Test
  void storeThatIsToBeClosed_doesNotWaitForAnAudit() throws IOException {
    Store store =
        Store.open(
            () -> new WatchedTables(disk.opener().open(), () -> {}, this::interrupt),
            VirtualClock.at(1_760_000_000_000L),
            Chance.of(new SplittableRandom(1)),
            StoreOptions.UNBOUNDED);
    store.enroll(Map.of("c", Bytes.utf8("content")), enrolled -> {});
    submit(store, ROWS);

    Thread failure =
        new Thread(() -> {
          disk.fates(() -> ModelDisk.Fate.FAILS_LOST);
          submit(store, 1);
        });
    whileAuditing.set(() -> {
      failure.start();
      awaitClosing(store);
    });

    assertThatThrownBy(store::audit)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the store failed meanwhile");
  }

  private void interrupt() {
    Runnable happening = whileAuditing.getAndSet(null);
    if (happening != null) {
      happening.run();
    }
  }

  private static void submit(Store store, int rows) {
    List<Fragment> fragments = Collections.nCopies(rows, Fragments.of(1, "a"));
    Waiting waiting = new Waiting(new Grouping.Alone(), fragments, rows);
    Arrival arrival = new Arrival(1, rows, Map.of(), List.of(waiting), List.of());
    store.submit(
        new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcome -> {}));
    store.step();
  }

  private static void awaitClosing(Store store) {
    Clock clock = Clock.system();
    long deadline = clock.nanos() + PATIENCE.toNanos();
    while (store.opening(1).number() != Opening.NONE && clock.nanos() < deadline) {
      clock.parkUntil(clock.nanos() + 1_000_000);
    }
  }
}
