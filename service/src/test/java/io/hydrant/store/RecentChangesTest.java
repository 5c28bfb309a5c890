package io.hydrant.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Hash;
import io.hydrant.platform.VirtualClock;
import io.hydrant.store.AudienceChange.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RecentChangesTest {
  private static final long START = 1_760_000_000_000L;
  private static final Hash ANN = new Hash(1, 1);
  private static final Hash BOB = new Hash(2, 2);

  private final VirtualClock clock = VirtualClock.at(START);
  private final RecentChanges recent = new RecentChanges(clock);

  private static AudienceChange entered(long audience, Hash user) {
    return new AudienceChange(audience, "n", Kind.ENTERED, user, "");
  }

  private static AudienceChange of(long audience, Kind kind) {
    return new AudienceChange(audience, "n", kind, null, "");
  }

  private static List<AudienceChange> many(int count) {
    return Stream.generate(() -> entered(7, ANN)).limit(count).toList();
  }

  private List<Long> ids() {
    return recent.latestFirst().stream().map(RecentChanges.Entry::id).toList();
  }

  @Test
  void theLatestComeFirst_eachWithItsRequestAndAnIdOfItsOwn() {
    recent.add("r-1", "crm", List.of(of(7, Kind.MADE), entered(7, ANN)));
    clock.advance(Duration.ofSeconds(1));
    recent.add("r-2", "web", List.of());
    recent.add("r-3", "web", List.of(entered(7, BOB)));
    assertThat(recent.latestFirst())
        .containsExactly(
            new RecentChanges.Entry(3, START + 1_000, "r-3", "web", entered(7, BOB)),
            new RecentChanges.Entry(2, START, "r-1", "crm", entered(7, ANN)),
            new RecentChanges.Entry(1, START, "r-1", "crm", of(7, Kind.MADE)));
    assertThat(recent.latestFirst()).allMatch(entry -> entry.equals(recent.find(entry.id())));
    assertThat(recent.find(0)).isNull();
    assertThat(recent.find(4)).isNull();
  }

  @Test
  void soManyAreKept_andTheOldestGo_alsoOfARequestThatBringsMore() {
    recent.add("r", "crm", many(1));
    recent.add("r", "crm", many(RecentChanges.KEPT_MAX));
    assertThat(ids()).hasSize(RecentChanges.KEPT_MAX).startsWith(10_001L).endsWith(2L);
    recent.add("r", "crm", many(RecentChanges.KEPT_MAX + 5));
    assertThat(ids()).hasSize(RecentChanges.KEPT_MAX).startsWith(20_006L).endsWith(10_007L);
    for (int i = 0; i < 3; i++) {
      recent.add("r", "crm", many(4_000));
    }
    assertThat(ids()).hasSize(8_000).startsWith(32_006L).endsWith(24_007L);
  }

  @Test
  void whoIsForgotten_isNotThereAnyMore_whatHappenedIs_andNothingElseChanges() {
    List<AudienceChange> changes = new ArrayList<>(List.of(entered(7, ANN), entered(7, BOB)));
    recent.add("r", "crm", changes);
    recent.add("r", "crm", List.of(entered(8, BOB)));
    recent.forget(Set.of(ANN));
    List<AudienceChange> left =
        recent.latestFirst().stream().map(RecentChanges.Entry::change).toList();
    assertThat(left)
        .containsExactly(
            entered(8, BOB), entered(7, BOB), new AudienceChange(7, "n", Kind.ENTERED, null, ""));
    assertThat(left.getLast().isForgotten()).isTrue();
    assertThat(of(7, Kind.MADE).isForgotten()).isFalse();
    assertThat(ids()).containsExactly(3L, 2L, 1L);
  }

  @Test
  void anAudienceKnowsWhenItLastChanged_untilItIsDeleted() {
    assertThat(recent.latest(7)).isNull();
    recent.add("r", "crm", List.of(entered(7, ANN), entered(8, ANN), entered(7, BOB)));
    assertThat(recent.latest(7)).isEqualTo(START);
    clock.advance(Duration.ofSeconds(1));
    recent.add("r", "crm", List.of(entered(8, ANN)));
    assertThat(recent.latest(7)).isEqualTo(START);
    assertThat(recent.latest(8)).isEqualTo(START + 1_000);
    recent.add("r", "crm", List.of(of(8, Kind.DELETED)));
    assertThat(recent.latest(8)).isNull();
    recent.add("r", "crm", List.of(of(8, Kind.DELETED), of(8, Kind.MADE)));
    assertThat(recent.latest(8)).isEqualTo(START + 1_000);
  }
}
