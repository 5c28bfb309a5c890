package io.hydrant.audience;

import io.hydrant.store.Audience;
import io.hydrant.store.AudienceChange;
import io.hydrant.store.AudienceStep;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The messages of one change in the making, and with them where the user stands in the audiences.
final class Drafts {
  /// No audience has this id.
  static final long NONE = 0;

  /// About what key, counters and names of one change take.
  static final int CHANGE_BYTES = 400;

  private final List<Draft> drafts = new ArrayList<>();
  private final List<AudienceStep.Effect> effects = new ArrayList<>();
  private final NavigableMap<Long, Member.Membership> memberships;
  private final List<Member.Handle> handles;
  private final long sequence;
  private final LongFunction<@Nullable Audience> audiences;

  Drafts(Member before, long sequence, LongFunction<@Nullable Audience> audiences) {
    this.memberships = before.valid(audiences);
    this.handles = before.handles();
    this.sequence = sequence;
    this.audiences = audiences;
  }

  void add(Draft draft) {
    memberships.put(
        draft.audience().id(), new Member.Membership(draft.isMember(), sequence, drafts.size()));
    drafts.add(draft);
  }

  /// What became of the user in an audience.
  void effect(long audience, AudienceChange.Kind kind) {
    effects.add(new AudienceStep.Effect(audience, kind));
  }

  /// What a user's other identities are for each audience he is in, by ascending id.
  ///
  /// @param named the audience that the change itself is about; [#NONE] when it is about none
  void identitiesChanged(IdentitySet old, IdentitySet now, long named) {
    for (long id : List.copyOf(memberships.keySet())) {
      Member.Membership membership = memberships.get(id);
      Audience audience = audiences.apply(id);
      boolean isIn = membership != null && membership.isIn();
      if (id != named && isIn && audience != null && !audience.isDeleted()) {
        add(Draft.out(audience, old, now));
        add(Draft.in(audience, old, now));
        effect(id, AudienceChange.Kind.IDENTITIES);
      }
    }
  }

  /// What it comes to.
  ///
  /// @param now all that the user has from now on
  /// @param millis when it happened, Unix milliseconds
  /// @param routes the connections that hear of it
  AudienceStep.Changed changed(
      @Nullable String mpid, IdentitySet now, long millis, List<AudienceRoute> routes) {
    return new AudienceStep.Changed(
        new Member(mpid, now, memberships, handles).stored(),
        effects,
        new Messages(mpid, millis, drafts).arrivals(routes));
  }
}
