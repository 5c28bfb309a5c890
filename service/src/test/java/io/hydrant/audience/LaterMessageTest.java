package io.hydrant.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.model.IdentityType;
import io.hydrant.settings.AudienceContent;
import io.hydrant.store.Audience;
import io.hydrant.store.WaitingKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which messages of a member were overtaken.
final class LaterMessageTest {
  private static final User ANN = new User(new Hash(1, 1), "7");
  private static final AudienceContent CONTENT =
      new AudienceContent(Set.of(), Set.of(), null, Map.of());
  private static final List<AudienceRoute> ROUTES = List.of(new AudienceRoute(3, CONTENT, false));

  private static Audience audience(long id) {
    return new Audience(id, "n", null, 1, 0, null);
  }

  private static Bytes add(@Nullable Bytes known, long audience, String email, long sequence) {
    IdentitySet identities =
        new IdentitySet(Map.of(IdentityType.EMAIL, Bytes.utf8('"' + email + '"')));
    MembershipChange change =
        new MembershipChange(ANN, audience, MembershipChange.Action.ADD, identities, 5, ROUTES);
    return Objects.requireNonNull(change.of(known, sequence, LaterMessageTest::audience).known());
  }

  private static boolean isOvertaken(long audience, long sequence, int n, Bytes known) {
    return LaterMessage.exists(audience, new WaitingKey(3, 9, ANN.key(), sequence, n), known);
  }

  @Test
  void aLaterMessageOfTheSameAudience_overtakes_oneOfAnotherDoesNot() {
    Bytes known = add(add(null, 1, "a", 10), 2, "a", 11);
    assertThat(isOvertaken(1, 10, 0, known)).isFalse();
    assertThat(isOvertaken(2, 11, 0, known)).isFalse();
    Bytes later = add(known, 1, "a", 12);
    assertThat(isOvertaken(1, 10, 0, later)).isTrue();
    assertThat(isOvertaken(1, 12, 0, later)).isFalse();
  }

  @Test
  void otherIdentities_overtakeInEveryAudienceTheMemberIsIn() {
    Bytes known = add(add(null, 1, "a", 10), 2, "a", 11);
    Bytes later = add(known, 2, "b", 12);
    assertThat(isOvertaken(1, 10, 0, later)).isTrue();
    // Out of 1 and in again, out of 2 and in again: the outs are overtaken by their ins.
    assertThat(List.of(0, 1, 2, 3).stream().map(n -> isOvertaken(n < 2 ? 1 : 2, 12, n, later)))
        .containsExactly(true, false, true, false);
  }
}
