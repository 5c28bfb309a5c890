package io.hydrant.audience;

import io.hydrant.model.AudienceArrival;
import io.hydrant.model.Bytes;
import io.hydrant.model.Hash;
import io.hydrant.store.Audience;
import io.hydrant.store.AudienceChange;
import io.hydrant.store.AudienceStep;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Attributes of a member changed, which the partner SDK tells and no message of ours carries: it
/// sends nothing and is counted.
///
/// @param routes the connections that its input feeds
public record AttributeUpdate(User of, long audience, List<AudienceRoute> routes)
    implements AudienceStep.MemberChange {
  /// What the ledger counts it under.
  public static final String FILTERED = "attributeUpdate";

  private static final int BYTES = 100;

  public AttributeUpdate {
    routes = List.copyOf(routes);
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
    return BYTES;
  }

  @Override
  public AudienceStep.Changed of(
      @Nullable Bytes known, long sequence, LongFunction<@Nullable Audience> audiences) {
    List<AudienceArrival> arrivals =
        routes.stream()
            .filter(route -> route.content().carries(audience))
            .map(
                route -> new AudienceArrival(route.connection(), Map.of(FILTERED, 1), List.of(), 0))
            .toList();
    return new AudienceStep.Changed(
        known,
        List.of(new AudienceStep.Effect(audience, AudienceChange.Kind.ATTRIBUTES)),
        arrivals);
  }
}
