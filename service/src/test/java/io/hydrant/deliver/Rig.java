package io.hydrant.deliver;

import io.hydrant.alert.Alerts;
import io.hydrant.audience.ErasureLoop;
import io.hydrant.audience.MemberRecall;
import io.hydrant.audience.Subject;
import io.hydrant.live.Feed;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.platform.Chance;
import io.hydrant.platform.VirtualClock;
import io.hydrant.sessions.SessionLoop;
import io.hydrant.settings.Content;
import io.hydrant.settings.Packing;
import io.hydrant.simulator.Way;
import io.hydrant.store.Erasure;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.ModelDisk;
import io.hydrant.store.Outcome;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One connection from submission to Firehose, on one thread and a virtual clock.
public final class Rig {

  /// Where stores come from: the first, and one after each crash.
  @FunctionalInterface
  interface Stores {
    Store open(VirtualClock clock, Chance chance) throws IOException;
  }

  static final long START = 1_760_000_000_000L;

  final VirtualClock clock = VirtualClock.at(START);
  final ModelDisk disk = new ModelDisk();
  final ScriptedFirehose firehose = new ScriptedFirehose(clock);
  final Alerts alerts = new Alerts(clock, List.of());
  private final Stores stores;
  private final long budgetBytes;
  private EncodedBudget budget;
  private final Chance chance = Chance.of(new SplittableRandom(11));
  private final int recordBytesMax;
  private Content content;
  private IntFunction<Content> contents = revision -> Way.content(store(), revision);
  private Store store;
  private Way way;
  private DeliveryLoop loop;
  private SessionLoop sessions;
  private ErasureLoop erasures;
  private @Nullable Packing packing;
  private boolean isWoken;

  public Rig(Content content) throws IOException {
    this(content, 1_024_000, 64 << 20);
  }

  /// On another disk than the model's.
  Rig(Content content, Stores stores) throws IOException {
    this(content, 1_024_000, 64 << 20, stores);
  }

  Rig(Content content, int recordBytesMax, long budgetBytes) throws IOException {
    this(content, recordBytesMax, budgetBytes, null);
  }

  private Rig(Content content, int recordBytesMax, long budgetBytes, @Nullable Stores other)
      throws IOException {
    this.stores = other == null ? disk::store : other;
    this.content = content;
    this.recordBytesMax = recordBytesMax;
    this.budgetBytes = budgetBytes;
    this.budget = new EncodedBudget(budgetBytes);
    this.store = stores.open(clock, chance);
    this.way = Way.of(store, "c", content, recordBytesMax);
    this.loop = loop();
    this.sessions = sessions();
    this.erasures = erasures();
  }

  private ErasureLoop erasures() {
    return new ErasureLoop(store, clock, () -> isWoken = true);
  }

  private SessionLoop sessions() {
    return new SessionLoop(store, clock, () -> isWoken = true);
  }

  private DeliveryLoop loop() {
    DeliveryTask task =
        new DeliveryTask(
            way.connection(), "c", revision -> contents.apply(revision), way.encoder());
    DeliveryMeans means =
        new DeliveryMeans(store, budget, alerts, new Feed(store.hash(), clock), clock, chance);
    DeliveryLoop made = new DeliveryLoop(task, means, () -> isWoken = true);
    made.aim(target());
    return made;
  }

  /// How documents share records from now on, also after a crash.
  public void pack(@Nullable Packing next) {
    packing = next;
    loop.aim(target());
  }

  /// Where it sends, as a service that starts finds it.
  Target target() {
    return new Target(
        "stream", "", firehose, null, packing, store.streams().held(way.connection()));
  }

  Store store() {
    return store;
  }

  Way way() {
    return way;
  }

  DeliveryLoop deliveryLoop() {
    return loop;
  }

  /// What the loop holds encoded, in bytes.
  long held() {
    return budget.taken();
  }

  /// What the loop is told of a revision's settings.
  void contents(IntFunction<Content> contents) {
    this.contents = contents;
  }

  /// Other content settings from now on.
  void content(Content content) {
    this.content = content;
    this.way = Way.of(store, "c", content, recordBytesMax);
  }

  /// Asks for a write that fails, and lets it fail.
  void fail() {
    store.adopt(0, 0, isDone -> {});
    store.step();
    if (store.trouble().isEmpty()) {
      throw new IllegalStateException("the write did not fail");
    }
  }

  /// Keeps a batch that comes now.
  void submit(String body) {
    submit(Way.batch(body, clock.millis()));
  }

  /// Keeps a batch.
  public Arrival submit(Batch batch) {
    Arrival arrival = way.arrival(batch);
    List<Outcome> outcomes = new ArrayList<>();
    store.submit(
        new Submission(List.of(new Submission.Part(null, List.of(arrival))), outcomes::add));
    store.step();
    if (!(outcomes.getFirst() instanceof Outcome.Kept)) {
      throw new IllegalStateException("not kept: " + outcomes);
    }
    return arrival;
  }

  /// What the stream holds.
  public List<String> documents() {
    return List.copyOf(firehose.taken());
  }

  public long nowMillis() {
    return clock.millis();
  }

  public LedgerLine ledger() {
    return store.ledger().getFirst();
  }

  /// Begins to forget somebody; the loop has not heard of it yet.
  String erase(String mpid) {
    Subject who = Subject.of(mpid, store.hash());
    MemberRecall recall = new MemberRecall(store.hash());
    List<@Nullable String> ids = new ArrayList<>();
    store.erasures().begin(who.isByMpid(), who.hashes(), recall, clock.millis(), ids::add);
    store.step();
    return Objects.requireNonNull(ids.getFirst());
  }

  /// How far that is.
  Erasure erasure(String id) throws IOException {
    return Objects.requireNonNull(store.erasures().find(id)).erasure();
  }

  /// Lets all that is to be done be done, and time pass.
  public void run(Duration duration) {
    long end = clock.nanos() + duration.toNanos();
    while (true) {
      long next = turn();
      if (next > end) {
        clock.advanceNanos(end - clock.nanos());
        turn();
        return;
      }
      clock.advanceNanos(Math.max(0, next - clock.nanos()));
    }
  }

  /// Does all that can be done now.
  ///
  /// @return when there is more to do
  long turn() {
    while (true) {
      isWoken = false;
      long next = Math.min(loop.step(), sessions.step());
      next = Math.min(next, erasures.step());
      next = Math.min(next, store.step());
      next = Math.min(next, firehose.step());
      if (!isWoken && next > clock.nanos()) {
        return next;
      }
    }
  }

  /// The process dies and starts again.
  void crash() throws IOException {
    firehose.crash();
    disk.crash();
    budget = new EncodedBudget(budgetBytes);
    store = stores.open(clock, chance);
    way = Way.of(store, "c", content, recordBytesMax);
    loop = loop();
    sessions = sessions();
    erasures = erasures();
  }
}
