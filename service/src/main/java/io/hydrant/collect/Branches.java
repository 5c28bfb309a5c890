package io.hydrant.collect;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.audience.BatchIdentities;
import io.hydrant.audience.IdentityChange;
import io.hydrant.encode.Alias;
import io.hydrant.encode.AliasDocument;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.select.Selector;
import io.hydrant.settings.Pending;
import io.hydrant.settings.WhenFull;
import io.hydrant.store.Announcement;
import io.hydrant.store.AudienceStep;
import io.hydrant.store.Step;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Where the path of what comes in forks: each connection that its input feeds selects and groups
/// for itself. Immutable, safe for many threads.
public final class Branches {
  private final Map<String, Fed> fed;
  private final List<AudienceBranch> audiences;
  private final Grouper grouper;
  private final IntToLongFunction held;
  private final Map<Integer, String> names = new HashMap<>();

  /// The connections that one input feeds.
  ///
  /// @param events those that carry events
  /// @param audiences those that carry changes of audiences
  public record Fed(List<Branch> events, List<AudienceBranch> audiences) {
    private static final Fed NOTHING = new Fed(List.of(), List.of());

    public Fed {
      events = List.copyOf(events);
      audiences = List.copyOf(audiences);
    }
  }

  /// The way to one connection.
  sealed interface Way {
    /// The connection's, for people.
    String name();

    int connection();

    /// How much may wait there; null is any amount.
    @Nullable Pending pending();

    default boolean isFull(IntToLongFunction held, WhenFull whenFull) {
      Pending pending = pending();
      return pending != null
          && pending.whenFull() == whenFull
          && held.applyAsLong(connection()) >= pending.bytesMax();
    }
  }

  /// The way to one Event connection.
  ///
  /// @param name the connection's, for people
  /// @param isDiscarded whether what comes this way is thrown away
  /// @param pending how much may wait there; null is any amount
  /// @param takesAliases whether it carries aliases too
  public record Branch(
      String name,
      Route route,
      boolean isDiscarded,
      @Nullable Pending pending,
      boolean takesAliases)
      implements Way {
    @Override
    public int connection() {
      return route.connection();
    }
  }

  /// The way to one Audience connection.
  ///
  /// @param name the connection's, for people
  /// @param pending how much may wait there; null is any amount
  public record AudienceBranch(String name, AudienceRoute route, @Nullable Pending pending)
      implements Way {
    @Override
    public int connection() {
      return route.connection();
    }
  }

  /// @param fed by the name of the input that feeds them
  /// @param audiences all Audience connections, whoever feeds them
  /// @param held bytes that a connection holds now, by its number
  public Branches(
      Map<String, Fed> fed,
      List<AudienceBranch> audiences,
      Grouper grouper,
      IntToLongFunction held) {
    this.fed = Map.copyOf(fed);
    this.audiences = List.copyOf(audiences);
    this.grouper = grouper;
    this.held = held;
    for (Fed each : fed.values()) {
      each.events().forEach(way -> names.put(way.connection(), way.name()));
    }
    audiences.forEach(way -> names.put(way.connection(), way.name()));
  }

  /// What people call a connection of this number.
  String name(int connection) {
    return names.getOrDefault(connection, "#" + connection);
  }

  private Fed fed(String input) {
    return fed.getOrDefault(input, Fed.NOTHING);
  }

  /// The connection for whose sake an input has to wait, because it holds as much as it may; null
  /// when there is none.
  @Nullable String full(String input) {
    Fed all = fed(input);
    String full = full(all.events());
    return full == null ? full(all.audiences()) : full;
  }

  /// Likewise of all Audience connections, for whoever tells all of them.
  public @Nullable String fullAudience() {
    return full(audiences);
  }

  private @Nullable String full(List<? extends Way> ways) {
    for (Way way : ways) {
      if (way.isFull(held, WhenFull.REFUSE)) {
        return way.name();
      }
    }
    return null;
  }

  /// What is to be kept of a batch.
  public Submission.Part part(Batch batch, Store store) {
    String id = RequestId.of(batch);
    Hash mark = id == null ? null : store.mark(batch.origin().input(), id);
    return new Submission.Part(mark, of(batch), steps(batch, store.hash()));
  }

  /// What an alias is for each connection that its input feeds and that carries aliases.
  public List<Step> steps(Alias alias, UUID storeId) {
    List<Step> steps = new ArrayList<>();
    for (Branch branch : fed(alias.origin().input()).events()) {
      if (branch.takesAliases()) {
        Route route = branch.route();
        boolean isDiscarded = branch.isDiscarded() || branch.isFull(held, WhenFull.DISCARD);
        steps.add(
            new Announcement(
                route.connection(),
                alias.origin().input(),
                AliasDocument.of(storeId, route.connection(), route.content(), alias),
                Selector.leavesOut(route.content(), alias.isDevelopment()),
                isDiscarded));
      }
    }
    return steps;
  }

  /// What a batch is for each of its Event connections.
  private List<Arrival> of(Batch batch) {
    List<Branch> branches = fed(batch.origin().input()).events();
    List<Arrival> arrivals = new ArrayList<>(branches.size());
    for (Branch branch : branches) {
      Route route = branch.route();
      Arrival arrival = grouper.group(batch, Selector.select(batch, route.content()), route);
      boolean isDiscarded = branch.isDiscarded() || branch.isFull(held, WhenFull.DISCARD);
      arrivals.add(isDiscarded ? arrival.discard() : arrival);
    }
    return arrivals;
  }

  /// What a batch says of its user's identities, for its input's Audience connections.
  private List<AudienceStep> steps(Batch batch, KeyedHash hash) {
    List<AudienceBranch> branches = fed(batch.origin().input()).audiences();
    if (branches.isEmpty()) {
      return List.of();
    }
    IdentityChange change = BatchIdentities.of(batch, hash, routes(branches));
    return change == null ? List.of() : List.of(change);
  }

  /// The Audience connections that an input feeds.
  public List<AudienceRoute> routes(String input) {
    return routes(fed(input).audiences());
  }

  /// All Audience connections.
  public List<AudienceRoute> audienceRoutes() {
    return routes(audiences);
  }

  private List<AudienceRoute> routes(List<AudienceBranch> branches) {
    List<AudienceRoute> routes = new ArrayList<>(branches.size());
    for (AudienceBranch branch : branches) {
      AudienceRoute route = branch.route();
      routes.add(branch.isFull(held, WhenFull.DISCARD) ? route.discarding() : route);
    }
    return List.copyOf(routes);
  }
}
