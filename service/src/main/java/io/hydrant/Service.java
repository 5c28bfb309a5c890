package io.hydrant;

import io.hydrant.alert.Alerts;
import io.hydrant.alert.Webhook;
import io.hydrant.audience.DeletionLoop;
import io.hydrant.audience.ErasureLoop;
import io.hydrant.cli.World.RunningService;
import io.hydrant.collect.Collector;
import io.hydrant.collect.Inbound;
import io.hydrant.collect.Inlets;
import io.hydrant.collect.LoadShedder;
import io.hydrant.console.AuditLog;
import io.hydrant.console.Backups;
import io.hydrant.console.Console;
import io.hydrant.console.DeadPages;
import io.hydrant.console.Figures;
import io.hydrant.console.LivePage;
import io.hydrant.console.MetricsDoor;
import io.hydrant.console.Orders;
import io.hydrant.console.PreviewPage;
import io.hydrant.console.Reloads;
import io.hydrant.console.SignIns;
import io.hydrant.console.Token;
import io.hydrant.console.Visitors;
import io.hydrant.deadletter.DeadLetterLoop;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.EncodedBudget;
import io.hydrant.firehose.AmazonFirehose;
import io.hydrant.firehose.FirehoseOptions;
import io.hydrant.http.Door;
import io.hydrant.http.DoorLimits;
import io.hydrant.http.Doors;
import io.hydrant.http.Endpoint;
import io.hydrant.http.Entrance;
import io.hydrant.http.Health;
import io.hydrant.http.TlsIdentity;
import io.hydrant.live.Feed;
import io.hydrant.membership.PartnerFigures;
import io.hydrant.metrics.Exposition;
import io.hydrant.pages.Pages;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Version;
import io.hydrant.sessions.SessionLoop;
import io.hydrant.settings.Access;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ListenAddress;
import io.hydrant.settings.Listener;
import io.hydrant.settings.Logins;
import io.hydrant.settings.Notice;
import io.hydrant.settings.Storage;
import io.hydrant.store.DataDirectory;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Store;
import io.hydrant.store.StoreOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Hydrant at work: everything there is, wired in the order data meets it.
///
/// It ends in the same order, each part after those that give it work: no request is cut off, a
/// call that has no answer when the time is up is of unknown fate, and nothing else is.
public final class Service implements RunningService {
  private static final Duration THREAD_PATIENCE = Duration.ofSeconds(1);
  private static final Duration REQUESTS_PATIENCE = Duration.ofSeconds(2);

  /// Messages in memory for all connections together: a tenth of the heap that the launcher gives.
  private static final long ENCODED_BYTES_MAX = 48L << 20;

  private final Clock clock;
  private final Chance chance;
  private final Closing closing = new Closing();
  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final Reloads reloads = new Reloads();
  private volatile @Nullable Running running;

  private Service(Clock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  /// What a reload touches.
  private record Running(
      Configuration configuration,
      Store store,
      Switchboard switchboard,
      Collector collector,
      Webhook webhook,
      Worker clerk) {
    Running with(Configuration next) {
      return new Running(next, store, switchboard, collector, webhook, clerk);
    }
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
    // What was accepted is kept here, and sessions that are over are closed. One process at a time
    // holds the directory.
    DataDirectory data = data(configuration.storage());
    Store store = store(data, configuration.storage(), onLost);
    closeSessions(store);

    // Who watches over it tells a person.
    Alerts alerts = new Alerts(clock, Lookout.known(store));
    Lookout lookout = new Lookout(store, alerts, clock);
    Webhook webhook = watch(lookout, alerts, configuration.notice());

    // Every connection has a number and a revision of its settings before anything comes in, and
    // sends what waited from before.
    Feed feed = new Feed(store.hash(), clock);
    Outlets outlets = outlets(store, alerts, feed);
    Switchboard switchboard = new Switchboard(store, outlets, clock);
    Inlets inlets = switchboard.connect(configuration);
    lookout.watch(switchboard::full);
    Worker clerk = keepDeadLetters(store, switchboard, feed);
    deleteAudiences(store, switchboard);
    forgetPeople(store);

    // Batches come in, are selected and grouped for each connection that their input feeds, and
    // handed to the store.
    Doors opener = doors();
    Health health =
        new Health(Version.text(), store::trouble, () -> complaints(outlets, switchboard));
    PartnerFigures partners = new PartnerFigures();
    LoadShedder shedder = new LoadShedder(store::quickWriteNanos, clock, chance);
    Collector collector = collector(health, inlets, store, feed, partners, shedder);
    Access access = configuration.access();
    Entrance front = access.collector().entrance(access.proxies());
    open(opener, "collector", front, DoorLimits.collector(), collector);

    // People and scripts look.
    Exposition exposition = exposition(store, outlets, alerts, partners, shedder, configuration);
    openMetrics(opener, exposition, configuration);
    DeadPages dead = new DeadPages(store, outlets::documents, clerk::wake);
    AuditLog audit = auditLog(configuration.storage());
    Token token = Token.make(configuration.storage().data(), chance);
    Console.Sights sights =
        new Console.Sights(
            store,
            exposition,
            new PreviewPage(() -> configuration(configuration), clock),
            new LivePage(feed, token, audit),
            switchboard,
            alerts,
            dead,
            clock);
    Orders orders = new Orders(token, switchboard, alerts, dead, audit, backups(data, store));
    Visitors visitors = visitors(token, () -> configuration(configuration).access().logins());
    Pages pages = pages(sights, outlets, feed, visitors, audit, configuration);
    Console console = new Console(health, visitors, sights, orders, pages);
    Entrance back = access.console().entrance(access.proxies());
    open(opener, "console", back, DoorLimits.console(), console);
    closing.add(feed::close);
    running = new Running(configuration, store, switchboard, collector, webhook, clerk);
  }

  private Outlets outlets(Store store, Alerts alerts, Feed feed) {
    AmazonFirehose amazon = AmazonFirehose.open(clock, FirehoseOptions.STANDARD);
    closing.add(amazon::close);
    EncodedBudget budget = new EncodedBudget(ENCODED_BYTES_MAX);
    DeliveryMeans means = new DeliveryMeans(store, budget, alerts, feed, clock, chance);
    Outlets outlets = new Outlets(means, amazon);
    closing.add(outlets::close);
    return outlets;
  }

  private Collector collector(
      Health health,
      Inlets inlets,
      Store store,
      Feed feed,
      PartnerFigures partners,
      LoadShedder shedder) {
    Inbound inbound = new Inbound(feed);
    return new Collector(
        health, inlets, store, inbound, Sites.of(store, feed, partners, clock), shedder);
  }

  private Exposition exposition(
      Store store,
      Outlets outlets,
      Alerts alerts,
      PartnerFigures partners,
      LoadShedder shedder,
      Configuration first) {
    Figures figures =
        new Figures(Version.text(), store, outlets::outgoing, () -> doors, reloads, alerts);
    return Measures.of(figures, shedder, partners, store, () -> configuration(first).inputs());
  }

  private void openMetrics(Doors opener, Exposition exposition, Configuration first)
      throws IOException {
    ListenAddress address = first.access().scraping().address();
    if (address != null) {
      MetricsDoor door =
          new MetricsDoor(exposition, () -> configuration(first).access().scraping().token());
      Entrance at = Entrance.plain(address.host(), address.port());
      open(opener, "metrics", at, DoorLimits.console(), door);
    }
  }

  private Visitors visitors(Token token, Supplier<Logins> logins) {
    SignIns signIns = new SignIns(token, () -> logins.get().users(), chance, clock);
    return new Visitors(signIns, token, () -> logins.get().hosts());
  }

  private Pages pages(
      Console.Sights sights,
      Outlets outlets,
      Feed feed,
      Visitors visitors,
      AuditLog audit,
      Configuration first) {
    Pages.Sources sources =
        new Pages.Sources(
            Version.text(),
            sights.store(),
            () -> configuration(first),
            sights.connections(),
            sights.alerts(),
            outlets::outgoing,
            sights.dead(),
            outlets::check,
            feed,
            visitors,
            audit);
    return new Pages(sources, clock);
  }

  private Configuration configuration(Configuration first) {
    Running now = running;
    return now == null ? first : now.configuration();
  }

  @Override
  public synchronized List<String> reload(Configuration next) throws IOException {
    Running now = running;
    if (now == null) {
      throw new IOException("the service has ended");
    }
    List<LedgerLine> ledger = now.store().ledger();
    now.collector().open(now.switchboard().connect(next));
    now.webhook().to(Notices.address(next.notice()));
    show(doors.getFirst(), next.access().collector());
    show(doors.getLast(), next.access().console());
    running = now.with(next);
    now.clerk().wake();
    reloads.applied();
    return Reloaded.lines(now.configuration(), next, ledger);
  }

  private void show(Door door, Listener listener) throws IOException {
    TlsIdentity identity = listener.identity();
    if (identity != null) {
      door.show(identity);
    }
  }

  @Override
  public void refused() {
    reloads.refused();
  }

  private DataDirectory data(Storage storage) throws IOException {
    DataDirectory data = DataDirectory.lock(storage.data());
    closing.add(data::close);
    return data;
  }

  private AuditLog auditLog(Storage storage) throws IOException {
    AuditLog audit = AuditLog.open(storage.data(), clock);
    closing.add(audit::close);
    return audit;
  }

  private Backups backups(DataDirectory data, Store store) {
    Backups backups = new Backups(data, store);
    closing.add(backups::close);
    return backups;
  }

  private Store store(DataDirectory data, Storage storage, Runnable onLost) throws IOException {
    StoreOptions options =
        StoreOptions.of(data, storage.dedupMarksMax(), storage.diskReserveBytes());
    Store store = Store.open(data, clock, chance, options);
    closing.add(store::close);
    store.start(onLost);
    return store;
  }

  private Webhook watch(Lookout lookout, Alerts alerts, Notice notice) {
    Webhook webhook = new Webhook(alerts, clock);
    webhook.to(Notices.address(notice));
    closing.add(webhook::close);
    closing.add(lookout::close);
    worker("lookout", "nobody looks for alerts").start(lookout::step);
    worker("webhook", "the webhook is told nothing").start(webhook::step);
    return webhook;
  }

  private void closeSessions(Store store) {
    Worker worker = worker("sessions", "no session closes");
    worker.start(new SessionLoop(store, clock, worker::wake)::step);
  }

  private Worker keepDeadLetters(Store store, Switchboard switchboard, Feed feed) {
    Worker worker = worker("dead-letters", "no dead letter is replayed or discarded");
    worker.start(
        new DeadLetterLoop(store, clock, switchboard::retentions, feed, worker::wake)::step);
    return worker;
  }

  private void deleteAudiences(Store store, Switchboard switchboard) {
    Worker worker = worker("audiences", "no audience is deleted");
    worker.start(
        new DeletionLoop(store.audiences(), clock, switchboard::audienceRoutes, worker::wake)
            ::step);
  }

  private void forgetPeople(Store store) {
    Worker worker = worker("erasures", "nobody is forgotten");
    worker.start(new ErasureLoop(store, clock, worker::wake)::step);
  }

  private Worker worker(String name, String complaint) {
    Worker worker = new Worker(name, clock, complaint);
    workers.add(worker);
    closing.add(() -> worker.close(THREAD_PATIENCE));
    return worker;
  }

  private List<String> complaints(Outlets outlets, Switchboard switchboard) {
    Stream<String> refused =
        reloads.isLastRefused()
            ? Stream.of("the configuration file was refused, the one before goes on: see the log")
            : Stream.empty();
    return Stream.of(
            workers.stream().flatMap(Worker::complaint),
            outlets.complaints().stream(),
            switchboard.complaints().stream(),
            refused)
        .flatMap(Function.identity())
        .toList();
  }

  private Doors doors() {
    Doors opener = Doors.start(clock, chance);
    closing.add(opener::close);
    return opener;
  }

  private void open(Doors opener, String name, Entrance at, DoorLimits limits, Endpoint endpoint)
      throws IOException {
    Door door = opener.open(name, at, limits, endpoint);
    doors.add(door);
    closing.add(() -> door.close(REQUESTS_PATIENCE));
  }

  @Override
  public int collectorPort() {
    return doors.getFirst().port();
  }

  int metricsPort() {
    return doors.get(1).port();
  }

  @Override
  public int consolePort() {
    return doors.getLast().port();
  }

  @Override
  public synchronized void close() {
    running = null;
    closing.run();
  }
}
