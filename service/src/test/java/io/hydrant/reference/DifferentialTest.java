package io.hydrant.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.reference.Outcome.Drop;
import io.hydrant.vectors.Vector;
import io.hydrant.vectors.VectorMessages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The product and the second implementation make the same of batches and settings by chance.
/// `-Dseed=123` replays one case, `-Dseeds=1000000` takes more.
final class DifferentialTest {
  private static final long SEEDS = 5_000;
  private static final int SHOWN = 5;

  @Test
  void bothMakeTheSame_ofWhateverComes() {
    Long one = Long.getLong("seed");
    LongStream seeds =
        one == null ? LongStream.range(0, Long.getLong("seeds", SEEDS)) : LongStream.of(one);
    List<Long> failing = seeds.parallel().filter(DifferentialTest::differs).boxed().toList();
    List<String> shown = failing.stream().limit(SHOWN).map(DifferentialTest::shown).toList();
    assertThat(shown).as("%d seeds failed", failing.size()).isEmpty();
  }

  private static boolean differs(long seed) {
    return !difference(new RandomCase(seed).next()).isEmpty();
  }

  /// A seed that fails, for a person.
  private static String shown(long seed) {
    Case small = new Shrinker(DifferentialTest::differs).shrink(new RandomCase(seed).next());
    return """

    seed %d, made small:
    %s
    %s
    replay: mvn -pl service -am -Dtest=DifferentialTest -Dseed=%d -Dsurefire.failIfNoSpecifiedTests=false test
    """
        .formatted(seed, small, difference(small), seed);
  }

  static boolean differs(Case smaller) {
    try {
      return !difference(smaller).isEmpty();
    } catch (IllegalArgumentException e) {
      // It is no longer valid.
      return false;
    }
  }

  /// What the two do not make the same of a case; empty when they do.
  static String difference(Case given) {
    Engine engine = Engine.run(given);
    Settings settings = Settings.of(given.settingsText());
    Outcome expected = Reference.outcome(settings, given.received(), engine::phase);
    List<Drop> drops = new ArrayList<>(engine.drops());
    drops.sort(Comparator.comparingInt(Drop::batch).thenComparingInt(Drop::event));
    Map<String, Integer> counts = new HashMap<>();
    expected.drops().forEach(drop -> counts.merge(drop.setting(), 1, Integer::sum));
    if (!drops.equals(expected.drops()) || !engine.filtered().equals(counts)) {
      return "drops %s (%s), not %s".formatted(drops, engine.filtered(), expected.drops());
    }
    if (engine.accepted() != expected.accepted()) {
      return "accepted %d, not %d".formatted(engine.accepted(), expected.accepted());
    }
    List<String> documents = engine.documents();
    boolean isDelimited = settings.get("recordDelimiter").equals("newline");
    for (String document : documents) {
      if (document.indexOf('\n') != (isDelimited ? document.length() - 1 : -1)) {
        return "delimiter of " + document;
      }
    }
    List<@Nullable Object> messages = new ArrayList<>(expected.messages());
    Vector vector = new Vector("", given.settingsText(), RandomCase.START, List.of(), messages);
    return VectorMessages.difference(vector, documents);
  }

  /// A generator that no longer reaches a setting or a merge would agree with anything.
  @Test
  void casesReachEverySettingThatDrops_andMessagesOfManyBatches() {
    Set<String> drops = new TreeSet<>();
    long merged = 0;
    for (long seed = 0; seed < 300; seed++) {
      Case drawn = new RandomCase(seed).next();
      Settings settings = Settings.of(drawn.settingsText());
      Outcome outcome = Reference.outcome(settings, drawn.received(), first -> 0);
      outcome.drops().forEach(drop -> drops.add(drop.setting()));
      merged += outcome.parts().stream().filter(parts -> parts > 2).count();
    }
    Set<String> all = new TreeSet<>(EventTypes.SETTINGS);
    all.addAll(
        List.of("sendHistorical", "environment", "sendAnonymousUsers", "sendBatchesWithoutEvents"));
    assertThat(drops).isEqualTo(all);
    assertThat(merged).isGreaterThan(20);
  }
}
