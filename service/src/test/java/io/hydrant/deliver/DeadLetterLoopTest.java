package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.batch;
import static io.hydrant.deliver.Samples.names;
import static io.hydrant.deliver.Samples.singles;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.deadletter.DeadLetterLoop;
import io.hydrant.live.Feed;
import io.hydrant.store.Audit;
import io.hydrant.store.DeadSelection;
import io.hydrant.store.DeadWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Dead letters of a loop, and the one that does what is ordered about them.
final class DeadLetterLoopTest {
  private static final int LETTERS = 40;

  private final Map<Integer, Duration> retentions = new HashMap<>();
  private final Rig rig = rig();

  private static Rig rig() {
    try {
      return new Rig(singles());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final DeadLetterLoop letters =
      new DeadLetterLoop(
          rig.store(),
          rig.clock,
          () -> retentions,
          new Feed(rig.store().hash(), rig.clock),
          () -> {});

  /// Batches of one event each that are given up.
  @BeforeEach
  void die() {
    rig.deliveryLoop().aim(new Target("stream", rig.firehose, Duration.ofSeconds(1), null));
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    for (String name : names(LETTERS)) {
      rig.submit(batch(name));
    }
    rig.run(Duration.ofMinutes(10));
    rig.firehose.otherwise(takes());
    assertThat(rig.ledger().dead()).isEqualTo(LETTERS);
  }

  private void pass(Duration time) {
    long end = rig.clock.nanos() + time.toNanos();
    while (rig.clock.nanos() < end) {
      letters.step();
      rig.run(Duration.ofMillis(50));
    }
  }

  @Test
  void aReplay_isNoFasterThanOrdered() throws IOException {
    DeadSelection all = DeadSelection.all(rig.way().connection());
    rig.store().deadLetters().begin(DeadWork.of(DeadWork.Kind.REPLAY, all, 4), begun -> {});
    pass(Duration.ofSeconds(5));
    assertThat(rig.ledger().dead()).isBetween(LETTERS - 24L, LETTERS - 16L);
    pass(Duration.ofSeconds(10));
    assertThat(rig.ledger().dead()).isZero();
    assertThat(rig.ledger().delivered()).isEqualTo(LETTERS);
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
  }

  @Test
  void whatIsOlderThanItsRetention_isSwept_andNoSooner() throws IOException {
    pass(Duration.ofMinutes(5));
    assertThat(rig.ledger().dead()).as("kept until a person says otherwise").isEqualTo(LETTERS);
    retentions.put(rig.way().connection(), Duration.ofHours(1));
    pass(Duration.ofMinutes(40));
    assertThat(rig.ledger().dead()).isEqualTo(LETTERS);
    pass(Duration.ofMinutes(20));
    assertThat(rig.ledger().dead()).isZero();
    assertThat(rig.ledger().discarded()).isEqualTo(LETTERS);
    assertThat(rig.store().audit()).allMatch(Audit::agrees);
  }
}
