package io.hydrant.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.vectors.Vector;
import io.hydrant.vectors.VectorMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The product and the second implementation make the same of batches and settings by chance: what
/// the pure stages do, and what the store and delivery make of windows and of whole sessions.
/// `-Dseed=123` replays one case of each way, `-Dseeds=1000000` takes more.
final class DifferentialTest {
  private static final int SHOWN = 5;

  /// How cases are drawn, and how much of the product they go through.
  enum Way {
    /// Single events and windows, through the pure stages.
    PURE(5_000) {
      @Override
      Case draw(long seed) {
        return new RandomCase(seed).next();
      }

      @Override
      Engine run(Case given) {
        return Engine.pure(given);
      }
    },
    /// The same through store and delivery.
    KEPT(500) {
      @Override
      Case draw(long seed) {
        return new RandomCase(seed).steady();
      }
    },
    /// Whole sessions through store and delivery.
    SESSIONS(1_000) {
      @Override
      Case draw(long seed) {
        return new RandomCase(seed).sessions();
      }
    };

    private final long seeds;

    Way(long seeds) {
      this.seeds = seeds;
    }

    abstract Case draw(long seed);

    Engine run(Case given) {
      return Engine.whole(given);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothMakeTheSame_ofWhateverComes(Way way) {
    Long one = Long.getLong("seed");
    LongStream seeds =
        one == null ? LongStream.range(0, Long.getLong("seeds", way.seeds)) : LongStream.of(one);
    List<Long> failing = seeds.parallel().filter(seed -> differs(way, seed)).boxed().toList();
    List<String> shown = failing.stream().limit(SHOWN).map(seed -> shown(way, seed)).toList();
    assertThat(shown).as("%d seeds failed", failing.size()).isEmpty();
  }

  private static boolean differs(Way way, long seed) {
    return !difference(way, way.draw(seed)).isEmpty();
  }

  /// A seed that fails, for a person.
  private static String shown(Way way, long seed) {
    Case small = new Shrinker(smaller -> differs(way, smaller)).shrink(way.draw(seed));
    return """

    seed %d of %s, made small:
    %s
    %s
    replay: mvn -pl service -am -Dtest=DifferentialTest -Dseed=%d -Dsurefire.failIfNoSpecifiedTests=false test
    """
        .formatted(seed, way, small, difference(way, small), seed)
        .replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
  }

  private static boolean differs(Way way, Case smaller) {
    try {
      return !difference(way, smaller).isEmpty();
    } catch (IllegalArgumentException e) {
      // It is no longer valid.
      return false;
    }
  }

  /// What the two do not make the same of a case; empty when they do.
  static String difference(Way way, Case given) {
    Engine engine = way.run(given);
    Outcome expected = expected(given, engine::phase);
    if (expected.isNarrow()) {
      return "";
    }
    Map<String, Integer> counts = new HashMap<>();
    expected.drops().forEach(drop -> counts.merge(drop.setting(), 1, Integer::sum));
    if (!engine.drops().equals(expected.drops()) || !engine.filtered().equals(counts)) {
      return "drops %s (%s), not %s".formatted(engine.drops(), engine.filtered(), expected.drops());
    }
    if (engine.accepted() != expected.accepted()) {
      return "accepted %d, not %d".formatted(engine.accepted(), expected.accepted());
    }
    List<String> documents = engine.documents();
    boolean isDelimited =
        Settings.of(given.settingsText()).get("recordDelimiter").equals("newline");
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
    for (Way way : Way.values()) {
      long merged = 0;
      for (long seed = 0; seed < 300; seed++) {
        Outcome outcome = expected(way.draw(seed), first -> 0);
        outcome.drops().forEach(drop -> drops.add(drop.setting()));
        merged +=
            outcome.parts().stream().filter(parts -> parts > 2 && !outcome.isNarrow()).count();
      }
      assertThat(merged).as(way.name()).isGreaterThan(20);
    }
    Set<String> all = new TreeSet<>(EventTypes.SETTINGS);
    all.addAll(
        List.of("sendHistorical", "environment", "sendAnonymousUsers", "sendBatchesWithoutEvents"));
    assertThat(drops).isEqualTo(all);
  }

  private static Outcome expected(Case given, IntToLongFunction phases) {
    return Reference.outcome(Settings.of(given.settingsText()), given.received(), phases);
  }
}
