package io.hydrant;

import io.hydrant.audience.AudienceRoute;
import io.hydrant.collect.Branches;
import io.hydrant.collect.Inlets;
import io.hydrant.console.Connections;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Waited;
import io.hydrant.settings.AudienceContent;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.ConnectionContent;
import io.hydrant.settings.Content;
import io.hydrant.settings.ContentText;
import io.hydrant.settings.Duty;
import io.hydrant.settings.Input;
import io.hydrant.settings.Pending;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Former;
import io.hydrant.store.Held;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects the ways in with the ways out as a configuration says, and does it anew for the next
/// one while requests and calls go on.
///
/// What waits has content settings of its own and is sent by today's delivery settings. A request
/// that came in by the configuration before is still kept for the connections of that one.
final class Switchboard implements Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  /// For the store to answer; it may be opening itself again.
  private static final Duration ENROLL_PATIENCE = Duration.ofSeconds(30);

  private static final String NOT_CONFIGURED = "There is no connection of this name configured.";
  private static final long ENROLL_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

  private final Store store;
  private final Outlets outlets;
  private final Clock clock;
  private final Grouper grouper;
  private volatile @Nullable Inlets inlets;
  private Map<Connection, Enrolled> connections = Map.of();
  private volatile Map<Integer, Duration> retentions = Map.of();
  private volatile Map<Connection, Enrolled> pendings = Map.of();

  Switchboard(Store store, Outlets outlets, Clock clock) {
    this.store = store;
    this.outlets = outlets;
    this.clock = clock;
    this.grouper = new Grouper(store.hash(), FirehoseLimits.RECORD_BYTES_MAX);
  }

  /// Connects everything as `configuration` says: all of it or, when this throws, nothing.
  ///
  /// @return the ways in, to be opened by the caller
  /// @throws IOException when the store cannot write who there is
  synchronized Inlets connect(Configuration configuration) throws IOException {
    connections = enroll(configuration.connections());
    outlets.allow(configuration.outbound());
    outlets.aim(connections);
    retentions = retentions(connections);
    pendings = Map.copyOf(connections);
    Branches branches = branches(configuration, connections);
    Inlets next = new Inlets(configuration.inputs(), branches, clock, inlets);
    inlets = next;
    return next;
  }

  /// How long dead letters are kept, by the connection's number; those that are not there are kept.
  Map<Integer, Duration> retentions() {
    return retentions;
  }

  /// All Audience connections of today; null while one of them holds as much as it may.
  @Nullable List<AudienceRoute> audienceRoutes() {
    Inlets now = inlets;
    return now == null || now.branches().fullAudience() != null
        ? null
        : now.branches().audienceRoutes();
  }

  /// The connections that hold `share` of what they may or more, by name, and what then becomes of
  /// what comes in.
  Map<String, String> full(double share) {
    Map<String, String> full = new TreeMap<>();
    pendings.forEach((connection, numbers) -> {
      Pending pending = connection.bounds().pending();
      if (pending != null && store.heldBytes(numbers.connection()) >= share * pending.bytesMax()) {
        String what =
            switch (pending.whenFull()) {
              case REFUSE -> "requests of " + String.join(", ", connection.inputs()) + " get 503";
              case DISCARD -> "what comes in for it is discarded";
            };
        full.put(connection.name(), what);
      }
    });
    return full;
  }

  /// Which connections hold as much as they may, in words for a person.
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    full(1)
        .forEach((name, what) ->
            complaints.add("connection " + name + " holds its maxPendingBytes: " + what));
    return complaints;
  }

  private static Map<Integer, Duration> retentions(Map<Connection, Enrolled> connections) {
    Map<Integer, Duration> retentions = new HashMap<>();
    connections.forEach((connection, numbers) -> {
      Duration retention = connection.bounds().deadLetterRetention();
      if (retention != null) {
        retentions.put(numbers.connection(), retention);
      }
    });
    return Map.copyOf(retentions);
  }

  private static Bytes written(ConnectionContent content) {
    return switch (content) {
      case Content events -> ContentText.write(events);
      case AudienceContent audiences -> Bytes.utf8(audiences.text());
    };
  }

  /// A write that failed may be durable all the same: it is asked for until it certainly is, so
  /// that the store and this process never go by different configurations.
  private Map<Connection, Enrolled> enroll(List<Connection> connections) throws IOException {
    Map<String, Bytes> contents = new LinkedHashMap<>();
    for (Connection connection : connections) {
      contents.put(connection.name(), written(connection.content()));
    }
    Clock real = Clock.system();
    long deadline = real.nanos() + ENROLL_PATIENCE.toNanos();
    while (real.nanos() < deadline) {
      Waited<Map<String, Enrolled>> answer = new Waited<>();
      store.enroll(contents, answer::set);
      Map<String, Enrolled> numbers = answer.get(ENROLL_PATIENCE);
      if (numbers != null) {
        Map<Connection, Enrolled> enrolled = new LinkedHashMap<>();
        connections.forEach(connection -> enrolled.put(connection, numbers.get(connection.name())));
        return enrolled;
      }
      real.parkUntil(real.nanos() + ENROLL_AGAIN_NANOS);
    }
    throw new IOException("connections cannot be written: " + store.trouble());
  }

  @Override
  public synchronized List<Line> list() {
    Map<String, LedgerLine> ledger = new HashMap<>();
    store.ledger().forEach(line -> ledger.put(line.connection(), line));
    List<Line> lines = new ArrayList<>();
    connections.forEach((connection, numbers) -> {
      boolean sends = connection.duty() == Duty.SEND;
      int number = numbers.connection();
      State state = sends ? States.of(outlets, number, connection) : State.of("disabled");
      lines.add(line(connection.name(), state, sends ? connection : null, null, ledger));
    });
    for (Former former : store.formers()) {
      Connection heir = heir(former);
      Connection sender = heir != null && heir.duty() == Duty.SEND ? heir : null;
      State state = State.of(heir == null ? "removed" : "adopted");
      lines.add(line(former.label(), state, sender, heir, ledger));
    }
    return lines;
  }

  private @Nullable Connection heir(Former former) {
    for (Map.Entry<Connection, Enrolled> entry : connections.entrySet()) {
      if (former.hasHeir() && entry.getValue().connection() == former.heir()) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static Line line(
      String name,
      State state,
      @Nullable Connection sender,
      @Nullable Connection heir,
      Map<String, LedgerLine> ledger) {
    LedgerLine account = ledger.get(name);
    return new Line(
        name,
        state,
        sender == null ? null : sender.delivery().deliveryStreamName(),
        sender == null ? null : sender.delivery().awsRegion(),
        heir == null ? null : heir.name(),
        account == null ? 0 : account.pending() + account.sessions(),
        account == null ? 0 : account.waitingBytes());
  }

  @Override
  public synchronized @Nullable String adopt(String removed, String heir) {
    List<Former> found = formers(removed);
    if (found.size() != 1) {
      return notOne(found);
    }
    Enrolled numbers = numbers(heir);
    if (numbers == null) {
      return "There is no connection of this name that is configured to adopt it.";
    }
    Waited<Boolean> answer = new Waited<>();
    store.adopt(found.getFirst().connection(), numbers.connection(), answer::set);
    if (!Boolean.TRUE.equals(answer.get(ENROLL_PATIENCE))) {
      return "That could not be written: " + store.trouble() + ".";
    }
    outlets.aim(connections);
    LOG.info("connection {} sends what {} owes", heir, found.getFirst().label());
    return null;
  }

  @Override
  public synchronized @Nullable String discard(String removed) {
    List<Former> found = formers(removed);
    if (found.size() != 1) {
      return notOne(found);
    }
    Former former = found.getFirst();
    Connection heir = heir(former);
    if (heir != null) {
      return "It was adopted by " + heir.name() + ", which sends what it owes.";
    }
    if (!outlets.isIdle(former.connection())) {
      return "The last calls of it are not answered yet; try again in a minute.";
    }
    Waited<Boolean> answer = new Waited<>();
    store.discard(former.connection(), answer::set);
    if (!Boolean.TRUE.equals(answer.get(ENROLL_PATIENCE))) {
      return "That could not be written: " + store.trouble() + ".";
    }
    LOG.info("what {} owed is discarded, by a person's order", former.label());
    return null;
  }

  @Override
  public synchronized @Nullable String pause(String name) {
    Enrolled numbers = numbers(name);
    if (numbers == null) {
      return NOT_CONFIGURED;
    }
    Held paused = new Held(Held.Why.PAUSED, "", clock.millis());
    if (!isHeld(numbers.connection(), paused)) {
      return "That could not be written: " + store.trouble() + ".";
    }
    outlets.aim(connections);
    LOG.info("connection {} is paused, by a person's order", name);
    return null;
  }

  @Override
  public synchronized @Nullable String resume(String name) {
    Enrolled numbers = numbers(name);
    if (numbers == null) {
      return NOT_CONFIGURED;
    }
    List<Integer> all = new ArrayList<>(List.of(numbers.connection()));
    for (Former former : store.formers()) {
      if (former.hasHeir() && former.heir() == numbers.connection()) {
        all.add(former.connection());
      }
    }
    for (int number : all) {
      if (store.streams().held(number) != null && !isHeld(number, null)) {
        return "That could not be written: " + store.trouble() + ".";
      }
    }
    outlets.again(all);
    outlets.aim(connections);
    LOG.info("connection {} goes on, by a person's order", name);
    return null;
  }

  private boolean isHeld(int number, @Nullable Held held) {
    Waited<Boolean> answer = new Waited<>();
    store.streams().hold(number, held, answer::set);
    return Boolean.TRUE.equals(answer.get(ENROLL_PATIENCE));
  }

  private @Nullable Enrolled numbers(String name) {
    for (Map.Entry<Connection, Enrolled> entry : connections.entrySet()) {
      if (entry.getKey().name().equals(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private List<Former> formers(String removed) {
    List<Former> all = store.formers();
    for (Former former : all) {
      if (former.label().equals(removed)) {
        return List.of(former);
      }
    }
    return all.stream().filter(former -> former.name().equals(removed)).toList();
  }

  private static String notOne(List<Former> found) {
    return found.isEmpty()
        ? "No removed connection of this name owes anything."
        : "Several were called "
            + found.getFirst().name()
            + ": "
            + String.join(", ", found.stream().map(Former::label).toList())
            + ".";
  }

  private Branches branches(Configuration configuration, Map<Connection, Enrolled> connections) {
    Map<String, Branches.Fed> fed = new HashMap<>();
    for (Input input : configuration.inputs()) {
      List<Branches.Branch> events = new ArrayList<>();
      List<Branches.AudienceBranch> audiences = new ArrayList<>();
      connections.forEach((connection, numbers) -> {
        if (connection.fedBy(input)) {
          switch (connection.content()) {
            case Content content -> events.add(branch(connection, numbers, content));
            case AudienceContent content -> audiences.add(branch(connection, numbers, content));
          }
        }
      });
      fed.put(input.name(), new Branches.Fed(events, audiences));
    }
    List<Branches.AudienceBranch> audiences = new ArrayList<>();
    connections.forEach((connection, numbers) -> {
      if (connection.content() instanceof AudienceContent content) {
        audiences.add(branch(connection, numbers, content));
      }
    });
    return new Branches(fed, audiences, grouper, store::heldBytes);
  }

  private static Branches.Branch branch(Connection connection, Enrolled numbers, Content content) {
    Route route = new Route(numbers.connection(), numbers.revision(), content);
    boolean isDiscarded = connection.duty() == Duty.DISCARD;
    return new Branches.Branch(
        connection.name(),
        route,
        isDiscarded,
        connection.bounds().pending(),
        connection.sendsAliases());
  }

  private static Branches.AudienceBranch branch(
      Connection connection, Enrolled numbers, AudienceContent content) {
    boolean isDiscarded = connection.duty() == Duty.DISCARD;
    AudienceRoute route = new AudienceRoute(numbers.connection(), content, isDiscarded);
    return new Branches.AudienceBranch(connection.name(), route, connection.bounds().pending());
  }
}
