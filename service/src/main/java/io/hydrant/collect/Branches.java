package io.hydrant.collect;

import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.select.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where the path of a batch forks: each connection that its input feeds selects and groups for
/// itself. Immutable, safe for many threads.
public final class Branches {
  private final Map<String, List<Route>> routes;
  private final Grouper grouper;

  /// @param routes by the name of the input that feeds them
  public Branches(Map<String, List<Route>> routes, Grouper grouper) {
    this.routes = Map.copyOf(routes);
    this.grouper = grouper;
  }

  /// What a batch is for each of its connections.
  List<Arrival> of(Batch batch) {
    List<Route> fed = routes.getOrDefault(batch.origin().input(), List.of());
    List<Arrival> arrivals = new ArrayList<>(fed.size());
    for (Route route : fed) {
      arrivals.add(grouper.group(batch, Selector.select(batch, route.content()), route));
    }
    return arrivals;
  }
}
