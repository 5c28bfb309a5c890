package io.hydrant.audience;

import io.hydrant.model.Hash;
import io.hydrant.settings.AudienceToggle;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.TakeOut;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How audiences are deleted, as the present configuration says.
///
/// @param routes all Audience connections, whoever feeds them: what is gone is gone for all
public record Deletion(List<AudienceRoute> routes) {
  public Deletion {
    routes = List.copyOf(routes);
  }

  /// Orders it.
  ///
  /// @param millis now, Unix milliseconds
  public AudienceStep step(long id, long millis) {
    boolean takesMembersOut =
        routes.stream()
            .anyMatch(route ->
                route.content().is(AudienceToggle.REMOVE_MEMBERS_ON_DELETE)
                    && route.content().carries(id));
    return new AudienceStep.Deleting(
        id, millis, takesMembersOut, deleted -> Messages.deletion(deleted, routes));
  }

  /// Goes on with one whose members are being taken out.
  ///
  /// @param after only members behind this one; null: from the first that is left
  /// @param max how many
  public TakeOut takeOut(long id, @Nullable Hash after, int max, Consumer<TakeOut.Progress> then) {
    return new TakeOut(
        id,
        after,
        max,
        (audience, user) -> new TakenOut(user, audience, routes),
        deleted -> Messages.deletion(deleted, routes),
        then);
  }
}
