package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.store.DeadCause;
import io.hydrant.store.DeadKey;
import io.hydrant.store.DeadLetter;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Row;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was given up in a world, in all lives of its process, and whether each had its reason.
final class Deaths {
  private static final int TRIES = 3;

  private final Set<DeadKey> known = new HashSet<>();
  private final Map<DeadCause, Integer> byCause = new EnumMap<>(DeadCause.class);
  private long died;

  /// How many rows were given up for a cause.
  int count(DeadCause cause) {
    return byCause.getOrDefault(cause, 0);
  }

  /// Looks at those that are new.
  void look(List<LedgerLine> lines, Letters letters) {
    long now = lines.stream().mapToLong(line -> line.deadLetters().died()).sum();
    if (now == died) {
      return;
    }
    died = now;
    letters.each((plan, letter) -> {
      if (known.add(letter.key())) {
        byCause.merge(letter.cause(), 1, Integer::sum);
        if (letter.cause() == DeadCause.BROKEN) {
          assertBroken(plan, letter, letters);
        }
      }
    });
  }

  /// It was tried three times, and nothing was given up with it that could have left alone.
  private static void assertBroken(Plan plan, DeadLetter letter, Letters letters) {
    assertThat(letter.row().kind()).as("what broke").isNotEqualTo(Row.Kind.AUDIENCE);
    assertThat(letter.row().tries().thrown()).as("tries of what breaks").isEqualTo(TRIES);
    List<String> contents = letters.contents(letter.key());
    assertThat(contents).as("given up by broken code").anyMatch(BrokenCode::isHit);
    if (plan.isSingles()) {
      assertThat(contents).as("single events").allMatch(BrokenCode::isOnlyHit);
    }
  }
}
