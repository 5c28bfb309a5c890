package io.hydrant.deliver;

import static io.hydrant.deliver.Samples.SOON;
import static io.hydrant.deliver.Samples.assertAllDelivered;
import static io.hydrant.deliver.ScriptedFirehose.refuses;
import static io.hydrant.deliver.ScriptedFirehose.takes;
import static io.hydrant.deliver.ScriptedFirehose.takesInSilence;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.store.ModelDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Users with more messages than one has in memory: others do not wait for them, and order is kept.
final class LongLinesTest extends AudienceCase {

  @Test
  void aUserWithThousandsBehindOneThatFails_keepsNobodyElseOut() throws IOException {
    rig.firehose.otherwise(takesAllBut("a1"));
    keep(List.of(change(names("a", 2_000), 0)));
    rig.run(Duration.ofMinutes(10));
    for (int i = 1; i <= 100; i++) {
      keep("x".repeat(i) + 1);
    }
    rig.run(Duration.ofMinutes(5));
    assertThat(taken()).hasSize(100);

    rig.crash();
    rig.run(Duration.ofMinutes(5));
    assertThat(taken()).as("what passed is gone").hasSize(100);
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));
    assertThat(taken()).hasSize(2_100);
    assertAllDelivered(rig);
  }

  @Test
  void aUserWithMoreThanMemoryHolds_isReadInParts_andOthersPass() {
    List<String> names = names("a", 15_000);
    for (int from = 0; from < 15_000; from += 1_000) {
      keep(List.of(change(names.subList(from, from + 1_000), 1_000)));
    }
    keep("b1");
    rig.run(SOON);
    assertThat(rig.held()).isBetween(1L, 60_000L);
    assertThat(taken()).contains("b1");

    rig.run(Duration.ofSeconds(30));
    rig.firehose.otherwise(refuses(500, "InternalFailure", ""));
    rig.run(Duration.ofMinutes(10));
    assertThat(rig.held()).as("of a stream that takes nothing").isZero();
    rig.firehose.otherwise(takes());
    int before = taken().size();
    rig.run(Duration.ofMinutes(2));
    assertThat(taken()).hasSizeGreaterThan(before + 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void longLinesOfMany_leaveInOrder_throughFailuresAndCrashes(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    rig.firehose.otherwise((call, taken) ->
        random.nextInt(4) == 0
            ? takesInSilence().answer(call, taken)
            : takes(i -> random.nextInt(8) > 0).answer(call, taken));
    List<String> kept = new ArrayList<>();
    for (int i = 1; i <= 130; i++) {
      for (String user : List.of("a", "b", "c", "d")) {
        kept.add(user + i);
        keep(user + i);
      }
    }
    for (int i = 0; i < 10; i++) {
      rig.run(Duration.ofMillis(random.nextInt(10_000)));
      if (random.nextBoolean()) {
        rig.crash();
      } else {
        rig.disk.fates(() -> ModelDisk.Fate.FAILS_LOST);
        rig.fail();
        rig.disk.fates(() -> ModelDisk.Fate.DURABLE);
      }
    }
    rig.firehose.otherwise(takes());
    rig.run(Duration.ofMinutes(5));
    assertThat(Set.copyOf(taken())).as("seed " + seed).isEqualTo(Set.copyOf(kept));
    assertAllDelivered(rig);
  }
}
