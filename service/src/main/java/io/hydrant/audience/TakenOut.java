package io.hydrant.audience;

import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.settings.AudienceToggle;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceChange;
import io.hydrant.store.AudienceStep;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A user leaves an audience because it is deleted: said to the connections that want to hear it of
/// each member.
///
/// @param routes all Audience connections
record TakenOut(Hash user, Audience audience, List<AudienceRoute> routes)
    implements AudienceStep.MemberChange {
  TakenOut {
    routes = List.copyOf(routes);
  }

  @Override
  public Set<Integer> connections() {
    return AudienceRoute.connections(routes);
  }

  @Override
  public int size() {
    return Drafts.CHANGE_BYTES;
  }

  @Override
  public AudienceStep.Changed of(
      @Nullable Bytes known, long sequence, LongFunction<@Nullable Audience> audiences) {
    Long millis = audience.deletedMillis();
    if (known == null || millis == null) {
      return new AudienceStep.Changed(
          known,
          List.of(new AudienceStep.Effect(audience.id(), AudienceChange.Kind.LEFT)),
          List.of());
    }
    Member before = Member.of(known);
    Drafts drafts = new Drafts(before, sequence, audiences);
    drafts.add(Draft.own(audience, false, before.identities()));
    drafts.effect(audience.id(), AudienceChange.Kind.LEFT);
    return drafts.changed(before.mpid(), before.identities(), millis, wanting());
  }

  private List<AudienceRoute> wanting() {
    return routes.stream()
        .filter(route -> route.content().is(AudienceToggle.REMOVE_MEMBERS_ON_DELETE))
        .toList();
  }

  /// What it is about, never whom.
  @Override
  public String toString() {
    return "taken out of audience " + audience.id();
  }
}
