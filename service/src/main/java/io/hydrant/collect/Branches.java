package io.hydrant.collect;

import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.select.Selector;
import io.hydrant.settings.Pending;
import io.hydrant.settings.WhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Where the path of a batch forks: each connection that its input feeds selects and groups for
/// itself. Immutable, safe for many threads.
public final class Branches {
  private final Map<String, List<Branch>> fed;
  private final Grouper grouper;
  private final IntToLongFunction held;

  /// The way to one connection.
  ///
  /// @param name the connection's, for people
  /// @param isDiscarded whether what comes this way is thrown away
  /// @param pending how much may wait there; null is any amount
  public record Branch(String name, Route route, boolean isDiscarded, @Nullable Pending pending) {
    private boolean isFull(IntToLongFunction held, WhenFull whenFull) {
      return pending != null
          && pending.whenFull() == whenFull
          && held.applyAsLong(route.connection()) >= pending.bytesMax();
    }
  }

  /// @param fed by the name of the input that feeds them
  /// @param held bytes that a connection holds now, by its number
  public Branches(Map<String, List<Branch>> fed, Grouper grouper, IntToLongFunction held) {
    this.fed = Map.copyOf(fed);
    this.grouper = grouper;
    this.held = held;
  }

  /// The connection for whose sake an input has to wait, because it holds as much as it may; null
  /// when there is none.
  @Nullable String full(String input) {
    for (Branch branch : fed.getOrDefault(input, List.of())) {
      if (branch.isFull(held, WhenFull.REFUSE)) {
        return branch.name();
      }
    }
    return null;
  }

  /// What a batch is for each of its connections.
  List<Arrival> of(Batch batch) {
    List<Branch> branches = fed.getOrDefault(batch.origin().input(), List.of());
    List<Arrival> arrivals = new ArrayList<>(branches.size());
    for (Branch branch : branches) {
      Route route = branch.route();
      Arrival arrival = grouper.group(batch, Selector.select(batch, route.content()), route);
      boolean isDiscarded = branch.isDiscarded() || branch.isFull(held, WhenFull.DISCARD);
      arrivals.add(isDiscarded ? arrival.discard() : arrival);
    }
    return arrivals;
  }
}
