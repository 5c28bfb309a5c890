package io.hydrant;

import io.hydrant.cli.World.RunningService;
import io.hydrant.collect.Branches;
import io.hydrant.collect.Collector;
import io.hydrant.console.Console;
import io.hydrant.console.Figures;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.DeliveryTask;
import io.hydrant.deliver.EncodedBudget;
import io.hydrant.encode.Encoder;
import io.hydrant.firehose.AmazonFirehose;
import io.hydrant.firehose.Firehose;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.firehose.FirehoseOptions;
import io.hydrant.group.Grouper;
import io.hydrant.group.Route;
import io.hydrant.http.Door;
import io.hydrant.http.DoorLimits;
import io.hydrant.http.Doors;
import io.hydrant.http.Endpoint;
import io.hydrant.http.Health;
import io.hydrant.metrics.Exposition;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.Connection;
import io.hydrant.settings.ContentText;
import io.hydrant.settings.Input;
import io.hydrant.settings.ListenAddress;
import io.hydrant.settings.Storage;
import io.hydrant.store.DataDirectory;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Store;
import io.hydrant.store.StoreOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hydrant at work: everything there is, wired in the order data meets it.
///
/// It ends in the same order, each part after those that give it work: no request is cut off, a
/// call that has no answer when the time is up is of unknown fate, and nothing else is.
public final class Service implements RunningService {
  /// All together less than the ten seconds that a service may take to end.
  private static final Duration REQUESTS_PATIENCE = Duration.ofSeconds(2);

  private static final Duration CALLS_PATIENCE = Duration.ofSeconds(4);
  private static final Duration THREAD_PATIENCE = Duration.ofSeconds(1);
  private static final Duration ENROLL_PATIENCE = Duration.ofSeconds(30);

  /// Messages in memory for all connections together: a tenth of the heap that the launcher gives.
  private static final long ENCODED_BYTES_MAX = 48L << 20;

  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final Clock clock;
  private final Chance chance;
  private final Closing closing = new Closing();
  private final List<Outlet> outlets = new ArrayList<>();
  private final List<Door> doors = new CopyOnWriteArrayList<>();

  private Service(Clock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  /// Starts a service; it accepts and delivers when this returns.
  ///
  /// @param onLost called once, on any thread, when the store is lost for good
  /// @throws IOException when it cannot start: the message says what is wrong and where
  public static Service start(
      Configuration configuration, Clock clock, Chance chance, Runnable onLost) throws IOException {
    Service service = new Service(clock, chance);
    try {
      service.wire(configuration, onLost);
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void wire(Configuration configuration, Runnable onLost) throws IOException {
    // What was accepted is kept here. One process at a time holds the directory.
    Store store = store(configuration.storage(), onLost);

    // Every connection has a number and a revision of its settings before anything comes in, and
    // sends what waited from before.
    AmazonFirehose amazon = AmazonFirehose.open(clock, FirehoseOptions.STANDARD);
    closing.add(amazon::close);
    Map<Connection, Enrolled> enrolled = enroll(configuration.connections(), store);
    Map<String, Figures.Outgoing> outgoing = deliver(enrolled, store, amazon);

    // Batches come in, are selected and grouped for each connection that their input feeds, and
    // handed to the store.
    Doors opener = Doors.start(clock, chance);
    closing.add(opener::close);
    Health health = new Health(Version.text(), store::trouble, this::complaints);
    Grouper grouper = new Grouper(store.hash(), FirehoseLimits.RECORD_BYTES_MAX);
    Branches branches = new Branches(routes(configuration, enrolled), grouper);
    Collector collector = new Collector(health, configuration.inputs(), branches, store, clock);
    open(opener, "collector", configuration.collector(), DoorLimits.collector(), collector);

    // People and scripts look.
    Figures figures = new Figures(Version.text(), store, outgoing, () -> doors);
    Console console = new Console(health, store, new Exposition(figures.all()));
    open(opener, "console", configuration.console(), DoorLimits.console(), console);
  }

  private Store store(Storage storage, Runnable onLost) throws IOException {
    DataDirectory directory = DataDirectory.lock(storage.data());
    closing.add(directory::close);
    StoreOptions options =
        StoreOptions.of(directory, storage.dedupMarksMax(), storage.diskReserveBytes());
    Store store = Store.open(directory, clock, chance, options);
    closing.add(store::close);
    store.start(onLost);
    return store;
  }

  private static Map<Connection, Enrolled> enroll(List<Connection> connections, Store store)
      throws IOException {
    Map<Connection, Enrolled> enrolled = new LinkedHashMap<>();
    for (Connection connection : connections) {
      Waited<Enrolled> answer = new Waited<>();
      store.enroll(connection.name(), ContentText.write(connection.content()), answer::set);
      Enrolled numbers = answer.get(ENROLL_PATIENCE);
      if (numbers == null) {
        throw new IOException("connection " + connection.name() + ": " + store.trouble());
      }
      enrolled.put(connection, numbers);
    }
    return enrolled;
  }

  private Map<String, Figures.Outgoing> deliver(
      Map<Connection, Enrolled> enrolled, Store store, AmazonFirehose amazon) {
    Contents contents = new Contents(store);
    EncodedBudget budget = new EncodedBudget(ENCODED_BYTES_MAX);
    Map<String, Figures.Outgoing> outgoing = new HashMap<>();
    enrolled.forEach((connection, numbers) -> {
      DeliveryTask task =
          new DeliveryTask(
              numbers.connection(),
              connection.name(),
              connection.delivery().deliveryStreamName(),
              contents::of,
              new Encoder(store.id(), numbers.connection(), FirehoseLimits.RECORD_BYTES_MAX));
      Firehose firehose = amazon.to(connection.delivery());
      Outlet outlet = new Outlet(task, new DeliveryMeans(store, firehose, budget, clock, chance));
      outlets.add(outlet);
      outgoing.put(connection.name(), new Figures.Outgoing(numbers.connection(), outlet.figures()));
    });
    closing.add(this::endDelivery);
    outlets.forEach(Outlet::start);
    return outgoing;
  }

  private List<String> complaints() {
    return outlets.stream().flatMap(Outlet::complaint).toList();
  }

  private static Map<String, List<Route>> routes(
      Configuration configuration, Map<Connection, Enrolled> enrolled) {
    Map<String, List<Route>> routes = new HashMap<>();
    for (Input input : configuration.inputs()) {
      List<Route> fed = new ArrayList<>();
      enrolled.forEach((connection, numbers) -> {
        if (connection.fedBy(input)) {
          fed.add(new Route(numbers.connection(), numbers.revision(), connection.content()));
        }
      });
      routes.put(input.name(), fed);
    }
    return routes;
  }

  private void open(
      Doors opener, String name, ListenAddress address, DoorLimits limits, Endpoint endpoint)
      throws IOException {
    Door door = opener.open(name, address.host(), address.port(), limits, endpoint);
    doors.add(door);
    closing.add(() -> door.close(REQUESTS_PATIENCE));
  }

  /// Waits for the answers to calls; a stopping service goes by the machine's own clock.
  private void endDelivery() {
    outlets.forEach(Outlet::stop);
    Clock real = Clock.system();
    long deadline = real.nanos() + CALLS_PATIENCE.toNanos();
    while (real.nanos() < deadline && !outlets.stream().allMatch(Outlet::isIdle)) {
      real.parkUntil(real.nanos() + LOOK_NANOS);
    }
    outlets.forEach(outlet -> outlet.close(THREAD_PATIENCE));
  }

  @Override
  public int collectorPort() {
    return doors.getFirst().port();
  }

  @Override
  public int consolePort() {
    return doors.getLast().port();
  }

  @Override
  public void close() {
    closing.run();
  }
}
