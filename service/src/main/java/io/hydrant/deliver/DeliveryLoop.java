package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.Described;
import io.hydrant.platform.Loop;
import io.hydrant.store.Opening;
import io.hydrant.store.Row;
import io.hydrant.store.Store;
import io.hydrant.store.Waiter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection's way out. It reads what is due in order, sends it in calls, strikes off what was
/// taken and sends again what was not.
///
/// Nothing is dropped for any error: what Firehose does not take waits, in memory while that is
/// near and on disk when others have long passed it; what was tried for `retryFor` becomes a dead
/// letter. A stream that fails is left alone for a while, the connection being the one who waits,
/// not each record; when it fails for longer nothing is kept in memory for it. Reading pauses when
/// what is in memory reaches its bounds. Without a target it holds what there is. Steps are taken
/// by one thread; the rest is safe to call from any.
public final class DeliveryLoop implements Waiter {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

  private static final long LINGER_NANOS = Duration.ofMillis(50).toNanos();
  private static final long READ_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final DeliveryTask task;
  private final DeliveryMeans means;
  private final Store store;
  private final Runnable wake;
  private final Queue<News> news = new ConcurrentLinkedQueue<>();
  private final DeliveryFigures figures = new DeliveryFigures();
  private final Gathering gathering;
  private final Reading reading;
  private final Departures departures = new Departures();
  private final Turns turns = new Turns();
  private final Outstanding outstanding;
  private final Settling settling;
  private final Erasing erasing;
  private final Room room;
  private final TakenBefore takenBefore;
  private final TriedBefore triedBefore = new TriedBefore();
  private final Patience patience;
  private final Halving halving = new Halving();
  private final Outcomes outcomes;
  private final Report report;
  private final Vanished vanished;
  private final Paces paces;
  private Pace pace;
  private @Nullable Target target;
  private long readAfter;
  private int flying;
  private int striking;
  private boolean isLost;
  private boolean isFirstAim = true;
  private volatile boolean idle;
  private volatile boolean knowing;
  private volatile DeliveryState state = new DeliveryState.Held();

  /// A loop that has no target yet.
  ///
  /// @param wake makes the next step happen now; from any thread
  public DeliveryLoop(DeliveryTask task, DeliveryMeans means, Runnable wake) {
    this.task = task;
    this.means = means;
    this.store = means.store();
    this.wake = wake;
    this.paces = new Paces(task.name(), means);
    this.pace = paces.at(null);
    this.gathering =
        new Gathering(task, store::fragments, new Breakage(task.name(), figures, means.alerts()));
    Opening opening = store.opening(task.connection());
    this.outstanding = new Outstanding(opening);
    this.erasing = new Erasing(store.erasures(), task.connection(), outstanding, wake);
    this.reading = new Reading(store, gathering, turns, erasing, opening.head());
    this.settling = new Settling(outstanding, reading);
    this.patience = new Patience(opening.tried(), now());
    this.report = new Report(task.name(), figures, means.alerts());
    Outcomes.Told told = new Outcomes.Told(report, new Outbound(means.feed(), task.name()));
    this.outcomes = new Outcomes(departures, settling, halving, patience, told, store::time);
    this.vanished = new Vanished(task.connection(), means);
    this.room = new Room(means.budget(), wake);
    this.takenBefore = new TakenBefore(opening.head());
    this.readAfter = now();
    store.register(task.connection(), this);
  }

  @Override
  public void wake() {
    reading.wake();
    wake.run();
  }

  /// Hears no more of the store. For a loop that is not stepped again.
  public void leave() {
    store.unregister(task.connection(), this);
  }

  @Override
  public void reopened() {
    tell(new News.Reopened());
  }

  private long now() {
    return means.clock().nanos();
  }

  private void tell(News item) {
    news.add(item);
    wake.run();
  }

  /// Sends to `next` from the next step on, also what waited before; to nobody when it is null, and
  /// then [#isIdle()] tells when the last answers were taken. What was learned of the target before
  /// says nothing of this one, but for the rate of the same stream.
  public void aim(@Nullable Target next) {
    tell(new News.Aimed(next));
  }

  /// Whether it sends to nobody, no call is without an answer, and all that was answered is
  /// durable.
  public boolean isIdle() {
    return idle && news.isEmpty();
  }

  /// Whether it is idle and knows nothing that is not on disk: another loop could go on in its
  /// place and would send nothing twice.
  public boolean isOver() {
    return isIdle() && !knowing;
  }

  /// How it goes with it.
  public DeliveryState state() {
    return state;
  }

  /// What it has done since the start.
  public DeliveryFigures figures() {
    return figures;
  }

  /// Takes answers, reads, sends, settles.
  ///
  /// @return when to be called next, see [Loop]
  public long step() {
    hear();
    isLost |= erasing.hear();
    if (isLost) {
      restart();
    }
    Target to = target;
    patience.pass(now(), to != null && !pace.isBlocked() && !vanished.isOn());
    long next = vanished.write();
    boolean lands = erasing.isToLand(now());
    if (!isLost && to != null && !vanished.isOn() && !lands) {
      next = Math.min(next, lookAndWork(to, now()));
    }
    if (!isLost) {
      settle(to == null || vanished.isOn() || lands);
      boolean isClear = isStill() && outstanding.isEmpty() && !reading.isHolding();
      next = Math.min(next, erasing.step(now(), isClear, reading.position()));
    }
    idle = to == null && flying == 0 && striking == 0;
    knowing = isLost || !takenBefore.isEmpty();
    state = state(to);
    report.state(state);
    room.charge(idle ? 0 : held());
    return next;
  }

  private DeliveryState state(@Nullable Target to) {
    if (to == null) {
      return new DeliveryState.Held();
    }
    DeliveryState gone = vanished.state();
    return gone == null ? pace.state() : gone;
  }

  // ---- hearing

  private void hear() {
    for (News item = news.poll(); item != null; item = news.poll()) {
      switch (item) {
        case News.Answered(Flight flight, Answer answer) -> {
          flying--;
          answered(flight, answer);
        }
        case News.Struck struck -> {
          striking--;
          if (struck.durable()) {
            turns.over(struck.settled().turns(), next -> departures.add(next, now()));
          } else {
            isLost = true;
            takenBefore.add(struck.settled().taken());
          }
        }
        case News.Seen(Pace of, Described described) -> {
          if (of == pace && target != null) {
            vanished.described(described, target.deliveryStreamName());
          }
        }
        case News.Reopened _ -> isLost |= !outstanding.isOf(store.opening(task.connection()));
        case News.Aimed aimed -> {
          target = aimed.target();
          vanished.aimed(isFirstAim, target == null ? null : target.gone());
          isFirstAim &= target == null;
          pace = paces.at(target);
          patience.retryFor(target == null ? null : target.retryFor());
          departures.packing(target == null ? null : target.packing());
          outcomes.endSearch(now());
        }
      }
    }
  }

  private void answered(Flight flight, Answer answer) {
    boolean isOfNow = flight.pace() == pace;
    Ruling said = outcomes.answered(flight, answer, isOfNow, now());
    if (isOfNow && target != null) {
      vanished.answered(said, target.deliveryStreamName(), pace.isDown());
    }
  }

  // ---- settling

  private void settle(boolean isHeld) {
    if (!halving.isOn() || isHeld || pace.isDown()) {
      settling.lookAtPostponed();
    }
    settling.lookAgain(isHeld || pace.isDown());
    if (outstanding.hasSettled() || (pace.isFailing() && patience.isToBeWritten())) {
      striking++;
      store.strike(
          outstanding.strike(
              reading.gathered(),
              patience.tried(),
              (settled, durable) -> tell(new News.Struck(settled, durable))));
      patience.written();
    }
    boolean isResting = pace.isDown() && pace.isResting(now());
    if (isStill() && (isHeld || isResting)) {
      forget();
    }
  }

  private boolean isStill() {
    return flying == 0 && striking == 0 && settling.isClear();
  }

  /// Keeps nothing in memory for who takes nothing: what is due lies on disk.
  private void forget() {
    if (!outstanding.isEmpty() || reading.isHolding()) {
      reading.restart(outstanding.below(reading.gathered()));
      outstanding.eachTried(triedBefore::add);
      forgetUnsent();
      outstanding.forget();
    }
  }

  private void forgetUnsent() {
    departures.clear();
    halving.forget();
  }

  /// After the store was opened again nobody knows which of the last strikes are durable: once no
  /// call is without an answer, reading begins at the head, and what was taken is known by its id.
  private void restart() {
    Opening opening = store.opening(task.connection());
    if (!opening.isOpen() || flying > 0 || striking > 0 || erasing.isStriking()) {
      return;
    }
    isLost = false;
    outstanding.eachTaken(takenBefore::add);
    takenBefore.liesBelow(reading.position());
    forgetUnsent();
    settling.restart();
    erasing.restart();
    outstanding.restart(opening);
    reading.restart(opening.head());
  }

  // ---- reading

  private long lookAndWork(Target to, long now) {
    Pace asking = pace;
    long again =
        pace.isResting(now) ? Loop.NEVER : vanished.look(to, it -> tell(new News.Seen(asking, it)));
    return vanished.isLooking() ? again : Math.min(again, work(to, now));
  }

  private long work(Target to, long now) {
    if (pace.isResting(now)) {
      boolean hasWork = reading.hasMore() || !departures.isEmpty() || halving.isHolding();
      return hasWork ? pace.restUntil() : Loop.NEVER;
    }
    long readNext = read(now);
    return Math.min(readNext, send(to, now));
  }

  /// Reads and encodes what there is room for.
  ///
  /// @return when to go on reading
  private long read(long now) {
    if (now < readAfter) {
      return readAfter;
    }
    try {
      if (reading.canRead()) {
        reading.readPage();
      }
      turns.probe(pace.isFailing());
      reading.gather(this::takeRoom, this::gathered);
    } catch (IOException e) {
      LOG.error("connection {}: reading failed: {}", task.name(), e.getMessage());
      readAfter = now + READ_AGAIN_NANOS;
      return readAfter;
    }
    takenBefore.passed(reading.gathered());
    return reading.canRead() ? now : Loop.NEVER;
  }

  private boolean takeRoom(Row row) {
    room.charge(held());
    // The fragments of a session lie elsewhere.
    boolean isSession = row.kind() == Row.Kind.SESSION;
    int bytes = isSession ? row.storedBytes() : row.payload().length();
    return room.take(bytes, outstanding, pace.isFailing());
  }

  private long held() {
    return outstanding.bytes() + gathering.bytes();
  }

  private void gathered(Parcel parcel) {
    parcel.readAs(reading.rowsGathered());
    outstanding.add(parcel);
    for (Outgoing message : parcel.messages()) {
      triedBefore.recall(message);
      boolean isNext = !parcel.isOrdered() || turns.isNext(message);
      if (takenBefore.remove(message.message().id())) {
        message.taken();
      } else if (isNext) {
        departures.add(message, now());
      }
    }
    settling.look(parcel, false);
  }

  // ---- sending

  private long send(Target to, long now) {
    pace.askAgain(now);
    if (departures.isEmpty() && flying == 0) {
      outcomes.retry(now);
    }
    while (!departures.isEmpty() && flying < (halving.isOn() ? 1 : pace.callsMax())) {
      CallSize size = halving.size(pace.size());
      // A call that is not full waits a moment for more: fewer, larger calls cost less.
      long leaves = departures.since() + LINGER_NANOS;
      if (!departures.fillsCall(size) && now < leaves) {
        return leaves;
      }
      long ready = pace.readyAt(now);
      if (ready > now) {
        return ready;
      }
      if (pace.isRefusingAll() || halving.isHolding()) {
        // Any other record shows whether others pass; the next may have the same fault.
        departures.rotate(means.chance().below(departures.size()));
      }
      List<Outgoing> packed = departures.pack(size, now);
      fly(to, new Flight(packed, pace.operation(), pace, pace.round(), halving.isOn()));
    }
    return Loop.NEVER;
  }

  private void fly(Target to, Flight flight) {
    flight.messages().forEach(Outgoing::fly);
    pace.send(flight);
    flying++;
    Cargo cargo = Cargo.of(flight.messages(), to.packing());
    figures.called(cargo.records().size());
    to.firehose()
        .put(
            new Call(flight.operation(), to.deliveryStreamName(), cargo.data()),
            answer -> {
              figures.answered(cargo, answer);
              tell(new News.Answered(flight, cargo.ofDocuments(answer)));
            });
  }
}
