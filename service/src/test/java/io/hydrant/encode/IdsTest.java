package io.hydrant.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Bytes;
import io.hydrant.model.Channel;
import io.hydrant.model.Fragment;
import io.hydrant.model.FragmentDraft;
import io.hydrant.model.Hash;
import io.hydrant.model.Origin;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class IdsTest {
  private static final UUID STORE = UUID.fromString("6f1d2c3b-0a49-4e58-9b67-7c8d9e0f1a2b");
  private static final Fragment FRAGMENT =
      new FragmentDraft(new Origin("i", Channel.NATIVE, null, false, 0), false, 0)
          .finish(1, Bytes.EMPTY);

  private static Part part(long sequence, int n) {
    return new Part(FRAGMENT, sequence, n);
  }

  @Test
  void eventIds_areStable_andNeverMeet() {
    Ids ids = new Ids(STORE, 1);
    Set<Long> seen = new HashSet<>();
    int negative = 0;
    for (long sequence = 0; sequence < 1_000; sequence++) {
      for (int position = 0; position < 200; position++) {
        long id = ids.event(sequence, position);
        assertThat(new Ids(STORE, 2).event(sequence, position)).isEqualTo(id);
        negative += id < 0 ? 1 : 0;
        seen.add(id);
      }
    }
    assertThat(seen).hasSize(200_000);
    assertThat(negative).isBetween(98_000, 102_000);
    assertThat(new Ids(new UUID(STORE.getMostSignificantBits(), 0), 1).event(1, 1))
        .isNotEqualTo(ids.event(1, 1));
    assertThat(new Ids(new UUID(0, STORE.getLeastSignificantBits()), 1).event(1, 1))
        .isNotEqualTo(ids.event(1, 1));
  }

  @Test
  void messageIds_areStable_andEveryPartOfTheirOriginCounts() {
    Hash group = new Hash(8, 9);
    Set<UUID> seen = new HashSet<>();
    seen.add(new Ids(STORE, 1).message(group, part(1, 0), part(1, 0), Ids.MERGED));
    seen.add(new Ids(STORE, 1).message(group, part(1, 0), part(1, 0), 0));
    seen.add(new Ids(STORE, 1).message(group, part(1, 0), part(1, 0), 1));
    seen.add(new Ids(STORE, 1).message(group, part(1, 0), part(1, 1), Ids.MERGED));
    seen.add(new Ids(STORE, 1).message(group, part(1, 1), part(1, 1), Ids.MERGED));
    seen.add(new Ids(STORE, 1).message(group, part(1, 0), part(2, 0), Ids.MERGED));
    seen.add(new Ids(STORE, 1).message(group, part(2, 0), part(2, 0), Ids.MERGED));
    seen.add(new Ids(STORE, 1).message(new Hash(8, 8), part(1, 0), part(1, 0), Ids.MERGED));
    seen.add(new Ids(STORE, 1).message(new Hash(9, 9), part(1, 0), part(1, 0), Ids.MERGED));
    seen.add(new Ids(STORE, 2).message(group, part(1, 0), part(1, 0), Ids.MERGED));
    seen.add(new Ids(new UUID(1, 1), 1).message(group, part(1, 0), part(1, 0), Ids.MERGED));
    assertThat(seen).hasSize(11);
    assertThat(seen).allMatch(id -> id.version() == 8 && id.variant() == 2);
    assertThat(seen).contains(new Ids(STORE, 1).message(group, part(1, 0), part(1, 0), 1));
    assertThat(seen.stream().map(Ids::batch).distinct()).hasSize(11);
  }
}
