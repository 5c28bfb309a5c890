package io.hydrant.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.Alerts;
import io.hydrant.metrics.Exposition;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Waited;
import io.hydrant.store.DataDirectory;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Store;
import io.hydrant.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that one text of metrics says of the ledger is of one moment: that in which stock is taken.
class FiguresTest {
  private static final Bytes CONTENT = Bytes.utf8("{}");

  @Test
  void whatIsSaidOfTheLedger_isOfTheMomentOfTheStock(@TempDir Path data) throws IOException {
    Clock clock = Clock.system();
    Chance chance = Chance.of(new SplittableRandom(1));
    try (DataDirectory directory = DataDirectory.lock(data);
        Store store =
            Store.open(directory, clock, chance, StoreOptions.of(directory, 1_000, 64L << 20))) {
      store.start(() -> {});
      enroll(store, Map.of("early", CONTENT));
      Figures figures =
          new Figures("1", store, Map::of, List::of, new Reloads(), new Alerts(clock, List.of()));
      Exposition onceOnly = new Exposition(figures.all(), () -> {});
      figures.take();
      enroll(store, Map.of("early", CONTENT, "late", CONTENT));
      assertThat(onceOnly.text()).contains("early").doesNotContain("late");
      Exposition eachTime = new Exposition(figures.all(), figures::take);
      assertThat(eachTime.text()).contains("early", "late");
    }
  }

  private static void enroll(Store store, Map<String, Bytes> contents) {
    Waited<Map<String, Enrolled>> answer = new Waited<>();
    store.enroll(contents, answer::set);
    assertThat(answer.get(Duration.ofSeconds(30))).hasSameSizeAs(contents);
  }
}
