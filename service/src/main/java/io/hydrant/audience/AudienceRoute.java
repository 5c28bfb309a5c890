package io.hydrant.audience;

import io.hydrant.model.IdentityType;
import io.hydrant.settings.AudienceContent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One Audience connection as a change needs it.
///
/// @param connection its number in the store
/// @param leftOut the identities it leaves out, and the keys of the settings that say so
/// @param isDiscarded whether what comes this way is thrown away
public record AudienceRoute(
    int connection,
    AudienceContent content,
    Map<IdentityType, String> leftOut,
    boolean isDiscarded) {
  public AudienceRoute {
    leftOut = Map.copyOf(leftOut);
  }

  /// The numbers of their connections.
  static Set<Integer> connections(List<AudienceRoute> routes) {
    return routes.stream().map(AudienceRoute::connection).collect(Collectors.toSet());
  }

  /// @param isDiscarded whether what comes this way is thrown away
  public AudienceRoute(int connection, AudienceContent content, boolean isDiscarded) {
    this(connection, content, content.leftOut(), isDiscarded);
  }

  /// The same, with what comes this way thrown away.
  public AudienceRoute discarding() {
    return new AudienceRoute(connection, content, leftOut, true);
  }
}
