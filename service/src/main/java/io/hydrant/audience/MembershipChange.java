package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceChange.Kind;
import io.hydrant.store.AudienceStep;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A user enters or leaves an audience, as a sender says. Sent also when he did before: the sender
/// knows better.
///
/// @param audience its id
/// @param action what became of the user
/// @param identities all that the user has; empty: what is known holds
/// @param millis when it happened, Unix milliseconds
/// @param routes the connections that its input feeds
public record MembershipChange(
    User of,
    long audience,
    Action action,
    IdentitySet identities,
    long millis,
    List<AudienceRoute> routes)
    implements AudienceStep.MemberChange {
  public MembershipChange {
    routes = List.copyOf(routes);
  }

  /// What became of the user.
  public enum Action {
    ADD,
    REMOVE
  }

  @Override
  public Hash user() {
    return of.key();
  }

  @Override
  public Set<Integer> connections() {
    return AudienceRoute.connections(routes);
  }

  @Override
  public int size() {
    return Drafts.CHANGE_BYTES + 2 * identities.bytes();
  }

  @Override
  public AudienceStep.Changed of(
      @Nullable Bytes known, long sequence, LongFunction<@Nullable Audience> audiences) {
    Member before = Member.of(known, of.mpid());
    IdentitySet old = before.identities();
    IdentitySet now = identities.isEmpty() ? old : identities;
    boolean isOther = known != null && !now.equals(old);
    Drafts drafts = new Drafts(before, sequence, audiences);
    if (isOther) {
      drafts.identitiesChanged(old, now, audience);
    }
    Audience named = audiences.apply(audience);
    if (named != null && !named.isDeleted()) {
      boolean wasIn = before.isIn(audience, named);
      boolean isIn = action == Action.ADD;
      if (isOther && wasIn && isIn) {
        drafts.add(Draft.out(named, old, now));
      }
      drafts.add(Draft.own(named, isIn, isOther && wasIn && !isIn ? old : now));
      drafts.effect(audience, isIn ? entering(wasIn, isOther) : wasIn ? Kind.LEFT : Kind.ABSENT);
    }
    return drafts.changed(of.mpid(), now, millis, routes);
  }

  private static Kind entering(boolean wasIn, boolean isOther) {
    Kind again = isOther ? Kind.IDENTITIES : Kind.STAYED;
    return wasIn ? again : Kind.ENTERED;
  }

  /// What it is about, never whom.
  @Override
  public String toString() {
    return action + " of audience " + audience;
  }
}
