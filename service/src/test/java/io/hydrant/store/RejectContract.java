package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is invalid is kept within bounds, through crashes, until somebody is forgotten.
abstract class RejectContract extends StoreCase {
  private static final int BYTES = 1_000;

  private void reject(String input, String what, long keptBytesMax) {
    Bytes body = Bytes.utf8(what + "x".repeat(BYTES - what.length()));
    Rejection rejection = new Rejection(input, 7, "why", BYTES, body, keptBytesMax);
    Submission.Part part = new Submission.Part(null, List.of(), List.of(rejection));
    store.submit(
        new Submission(
            List.of(part), outcome -> assertThat(outcome).isInstanceOf(Outcome.Kept.class)));
    store.step();
  }

  private List<String> kept(String input, int max) throws IOException {
    return store.rejects().last(input, max).stream()
        .map(each -> each.beginning().text().replace("x", ""))
        .toList();
  }

  @Test
  void theOldestGoFirst_andOnlyThoseOfTheirInput() throws IOException {
    for (int i = 0; i < 9; i++) {
      reject("a", "a" + i, 4 * BYTES);
      reject("ab", "b" + i, 100 * BYTES);
      if (i == 5) {
        crash();
      }
    }
    crash();
    assertThat(kept("a", 100)).containsExactly("a6", "a7", "a8");
    assertThat(kept("ab", 2)).containsExactly("b7", "b8");
    assertThat(kept("ab", 100)).hasSize(9);
    assertThat(kept("b", 100)).isEmpty();
    Map<String, RejectOffice.Figures> figures = store.rejects().figures();
    assertThat(figures.get("a"))
        .satisfies(a -> {
          assertThat(a.total()).isEqualTo(9);
          assertThat(a.bytes()).isBetween(3L * BYTES, 4L * BYTES);
        });
  }

  @Test
  void oneIsKeptAsItCame_butNotAllOfALargeOne() throws IOException {
    Bytes large = Bytes.of(new byte[100_000]);
    Rejection rejection = new Rejection("a", 42, "wrong", 300_000, large, 1 << 20);
    store.submit(
        new Submission(
            List.of(new Submission.Part(null, List.of(), List.of(rejection))), outcome -> {}));
    store.step();
    crash();
    Rejection kept = store.rejects().last("a", 1).getFirst();
    assertThat(kept.beginning().length()).isEqualTo(64 * 1024);
    assertThat(List.of(kept.millis(), (long) kept.bytes())).containsExactly(42L, 300_000L);
    assertThat(kept.why()).isEqualTo("wrong");
  }

  /// Nobody can say whose they are.
  @Test
  void whenSomebodyIsForgotten_allAre() throws IOException {
    reject("a", "before", 100 * BYTES);
    store
        .erasures()
        .begin(
            true,
            Set.of(new Hash(1, 1)),
            (known, audiences) -> new Recall.Recalled(Trace.NONE, List.of(), List.of(), 0),
            7,
            id -> {});
    reject("a", "after", 100 * BYTES);
    assertThat(kept("a", 100)).containsExactly("after");
    crash();
    assertThat(kept("a", 100)).containsExactly("after");
    assertThat(store.rejects().figures().get("a"))
        .satisfies(a -> {
          assertThat(a.total()).isEqualTo(2);
          assertThat(a.bytes()).isLessThan(2 * BYTES);
        });
  }
}
