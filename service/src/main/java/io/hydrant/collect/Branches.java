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
  private final Map<String, List<Branch>> fed;
  private final Grouper grouper;

  /// The way to one connection.
  ///
  /// @param isDiscarded whether what comes this way is thrown away
  public record Branch(Route route, boolean isDiscarded) {}

  /// @param fed by the name of the input that feeds them
  public Branches(Map<String, List<Branch>> fed, Grouper grouper) {
    this.fed = Map.copyOf(fed);
    this.grouper = grouper;
  }

  /// What a batch is for each of its connections.
  List<Arrival> of(Batch batch) {
    List<Branch> branches = fed.getOrDefault(batch.origin().input(), List.of());
    List<Arrival> arrivals = new ArrayList<>(branches.size());
    for (Branch branch : branches) {
      Route route = branch.route();
      Arrival arrival = grouper.group(batch, Selector.select(batch, route.content()), route);
      arrivals.add(branch.isDiscarded() ? arrival.discard() : arrival);
    }
    return arrivals;
  }
}
