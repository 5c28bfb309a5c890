package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.Alerts;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.EncodedBudget;
import io.hydrant.live.Feed;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Loop;
import io.hydrant.platform.VirtualClock;
import io.hydrant.store.DeadCause;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.ModelDisk;
import io.hydrant.store.ModelDisk.Fate;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/// One run of the service in a world that fails on purpose. Everything follows from the seed: who
/// is stepped next, what clients send, which writes fail, when the process dies, what Firehose
/// does.
///
/// The real selection, grouping, store, committer, delivery and encoding run; the tables lie on a
/// model that forgets what was not synced.
final class Simulation {
  private static final int CHAOS_STEPS = 300;
  private static final int OUTAGE_STEPS = 1_000;
  private static final int CALM_STEPS = 60_000;
  private static final long BUDGET_BYTES = 20_000;
  private static final Duration FORWARD = Duration.ofDays(365);
  private static final Duration MORE_THAN_A_DAY = Duration.ofHours(25);
  private static final Duration BACK = Duration.ofDays(-3);

  private final SplittableRandom random;
  private final Chance chance;
  private final VirtualClock clock = VirtualClock.at(1_760_000_000_000L);
  private final ModelDisk disk = new ModelDisk();
  private final List<Plan> plans;
  private final Judge judge;
  private final World world;
  private final Deaths deaths = new Deaths();
  private final Changes changes;
  private final MoodyFirehose firehose;
  private final Clients clients;
  private final Map<String, Integer> firstNumbers = new HashMap<>();
  private Deployment deployment;
  private int reloadsBefore;
  private Store store;
  private Duration clockOff = Duration.ZERO;
  private boolean isChaos;
  private boolean isOutage;
  private boolean isIdle;
  private boolean isWritten;
  private boolean isDrained;
  private boolean hasDead;
  private boolean isStill;
  private int opensExpected;

  Simulation(long seed) throws IOException {
    this.random = new SplittableRandom(seed);
    this.chance = Chance.of(random.split());
    this.world = World.of(seed);
    this.plans = world.hasAudience() ? Plan.withAudience(random) : Plan.all(random);
    this.judge = new Judge(plans, world.hasErasures());
    this.clients = new Clients(random, clock, judge);
    this.changes = new Changes(new SplittableRandom(seed), judge.audience());
    this.firehose = new MoodyFirehose(clock, random.split(), judge);
    disk.fates(this::fate);
    this.store = disk.store(clock, chance);
    this.deployment = deployment();
    start();
    deployment.present().forEach(name -> firstNumbers.put(name, deployment.number(name)));
  }

  private Deployment deployment() {
    EncodedBudget budget = new EncodedBudget(BUDGET_BYTES);
    DeliveryMeans means =
        new DeliveryMeans(
            store,
            budget,
            new Alerts(clock, List.of()),
            new Feed(store.hash(), clock),
            clock,
            chance);
    return new Deployment(plans, means, firehose, random.split(), judge, world);
  }

  /// How often another configuration was taken.
  int reloads() {
    return reloadsBefore + deployment.reloads();
  }

  /// Who saw all of it.
  Judge judge() {
    return judge;
  }

  /// How many events of dead letters waited again.
  long replayed() {
    return store.ledger().stream().mapToLong(line -> line.deadLetters().replayed()).sum();
  }

  /// How many rows were given up for a cause.
  int died(DeadCause cause) {
    return deaths.count(cause);
  }

  /// How many events of dead letters were older than they are kept.
  long expired() {
    return world.deadLetterRetention() == null
        ? 0
        : store.ledger().stream().mapToLong(LedgerLine::discarded).sum();
  }

  /// How many users waited for one of their messages that was sent in vain.
  int heldUp() {
    return judge.audience().heldUp();
  }

  /// Runs it to its end.
  void run() throws IOException {
    isChaos = true;
    for (int i = 0; i < CHAOS_STEPS; i++) {
      step();
      assertBooks();
    }
    if (world.deadLetterRetention() != null) {
      outage();
    }
    isChaos = false;
    isDrained = false;
    isWritten = true;
    calm();
    for (int i = 0; !isDrained; i++) {
      assertThat(i).as("steps without a fault, and still something waits").isLessThan(CALM_STEPS);
      step();
      assertBooks();
    }
    List<LedgerLine> lines = store.ledger();
    assertThat(lines).as("former connections owe nothing").hasSameSizeAs(plans);
    for (Plan plan : plans) {
      LedgerLine line = line(lines, plan);
      assertThat(line.waitingBytes() + line.deadLetters().bytes()).isZero();
      if (plan.isAudience()) {
        judge.audience().assertArrived();
        continue;
      }
      judge.assertArrived(plan);
      if (Objects.equals(firstNumbers.get(plan.name()), deployment.number(plan.name()))) {
        judge.assertCounted(plan, line);
      }
    }
    assertThat(disk.rowsOfSessions()).as("fragments and marks of sessions").isZero();
  }

  /// No stream takes anything for longer than records are tried.
  private void outage() throws IOException {
    isOutage = true;
    for (Plan plan : plans) {
      firehose.mood(plan.name(), MoodyFirehose.Mood.DEAD);
      firehose.mood(plan.name() + Delivery.OTHER, MoodyFirehose.Mood.DEAD);
    }
    for (int i = 0; i < OUTAGE_STEPS; i++) {
      step();
      assertBooks();
    }
    isOutage = false;
  }

  // ---- one step

  private void step() throws IOException {
    try {
      if (isChaos && !isOutage && random.nextInt(10) < 3) {
        disturb();
      } else if (!work()) {
        pass();
      }
    } catch (ModelDisk.Crash e) {
      crash();
    }
  }

  /// Tries one of the things that may be to be done now.
  ///
  /// @return whether there was anything to do
  private boolean work() {
    List<Runnable> possible = new ArrayList<>();
    long now = clock.nanos();
    if (!isChaos) {
      deployment.resume();
    }
    possible.add(this::stepStore);
    for (Stepped each : deployment.loops()) {
      if (each.isDue(now)) {
        possible.add(each::step);
      }
    }
    if (deployment.isReloading()) {
      possible.add(deployment::ask);
    } else if (!isChaos && store.formers().stream().anyMatch(former -> !former.hasHeir())) {
      possible.add(deployment::reload);
    }
    if (isToBeReplayed() && !deployment.letters().isAtWork()) {
      possible.add(deployment.letters()::replayAll);
    }
    possible.add(this::stepFirehose);
    for (Request request : clients.toSendAgain()) {
      possible.add(() -> clients.send(request, store, deployment));
    }
    isIdle = false;
    possible.get(random.nextInt(possible.size())).run();
    return !isIdle;
  }

  /// In the end everything is, once our own code is mended; where dead letters are kept for a while
  /// only, they lie for a while.
  private boolean isToBeReplayed() {
    return !isChaos
        && hasDead
        && world.code().isMended()
        && (isStill || world.deadLetterRetention() == null);
  }

  private void stepStore() {
    isIdle = store.step() > clock.nanos();
  }

  private void stepFirehose() {
    isIdle = firehose.step() > clock.nanos();
  }

  /// Lets time pass, to the next thing that is to happen or a little.
  private void pass() {
    long now = clock.nanos();
    long next = Math.min(Math.min(store.step(), firehose.step()), deployment.next(now));
    if (next == Loop.NEVER) {
      clock.advance(Duration.ofSeconds(1));
    } else if (next > now) {
      clock.advanceNanos(random.nextInt(4) == 0 ? random.nextLong(next - now) + 1 : next - now);
    }
  }

  // ---- what goes wrong

  private void disturb() throws IOException {
    int dice = random.nextInt(100);
    if (dice < 57) {
      clients.sendNew(store, deployment);
      if (world.hasAudience()) {
        changes.send(store, deployment.ofAudiences());
      }
    } else if (dice < 60) {
      deployment.order();
    } else if (dice < 80) {
      String other = random.nextInt(4) == 0 ? Delivery.OTHER : "";
      firehose.mood(any(plans).name() + other, world.mood(random));
    } else if (dice < 84) {
      deployment.reload();
    } else if (dice < 87) {
      boolean isLong = random.nextInt(8) == 0;
      clock.advance(isLong ? MORE_THAN_A_DAY : Duration.ofSeconds(random.nextInt(1, 1_000)));
    } else if (dice < 91) {
      stepClock(clockOff.isZero() ? random.nextBoolean() ? FORWARD : BACK : clockOff.negated());
    } else if (dice < 94) {
      crash();
    } else if (dice < 97) {
      clients.giveUp();
    } else {
      firehose.recover();
      deployment.resume();
    }
  }

  private Fate fate() {
    isWritten = true;
    if (!isChaos || random.nextInt(100) >= 4) {
      return Fate.DURABLE;
    }
    Fate[] fates = Fate.values();
    Fate fate = fates[random.nextInt(fates.length)];
    if (fate == Fate.FAILS_KEPT || fate == Fate.FAILS_LOST) {
      opensExpected++;
    }
    return fate;
  }

  private void stepClock(Duration by) {
    clock.step(by);
    clockOff = clockOff.plus(by);
  }

  private void crash() throws IOException {
    firehose.crash();
    disk.crash();
    judge.crashed();
    clients.crashed();
    if (clockOff.isPositive()) {
      // A clock that is wrong at a start is believed; here a person sets it right before.
      stepClock(clockOff.negated());
    }
    opensExpected = disk.opens();
    store = disk.store(clock, chance);
    start();
  }

  /// The process is there again, perhaps with other settings.
  private void start() {
    boolean chaos = isChaos;
    isChaos = false;
    opensExpected++;
    reloadsBefore += deployment.reloads();
    deployment = deployment();
    deployment.reload();
    store.step();
    assertThat(deployment.isReloading()).as("a start that is not over").isFalse();
    isChaos = chaos;
  }

  private void calm() {
    clients.calm();
    firehose.recover();
    stepClock(clockOff.negated());
    deployment.calm();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  // ---- what must hold

  private static LedgerLine line(List<LedgerLine> lines, Plan plan) {
    return lines.stream()
        .filter(line -> line.connection().equals(plan.name()))
        .findFirst()
        .orElseThrow();
  }

  /// After every step that wrote: nothing else can change the books.
  private void assertBooks() {
    if (!isWritten) {
      return;
    }
    isWritten = false;
    assertThat(disk.opens()).as("openings of the store").isLessThanOrEqualTo(opensExpected);
    List<LedgerLine> lines = store.ledger();
    if (lines.isEmpty() || !store.trouble().isEmpty()) {
      return;
    }
    for (LedgerLine line : lines) {
      assertThat(line.balanced()).as("the ledger balances: %s", line).isTrue();
      int number = deployment.number(line.connection());
      if (number != Deployment.UNKNOWN && !deployment.isReloading()) {
        assertThat(disk.counted(number))
            .as(line.connection() + ": what lies there")
            .isEqualTo(line.pending());
        assertThat(disk.countedOpen(number))
            .as(line.connection() + ": what lies there of open sessions")
            .isEqualTo(line.sessions());
        assertThat(disk.countedDead(number))
            .as(line.connection() + ": what lies there of dead letters")
            .isEqualTo(line.dead());
      }
    }
    isDrained = isDrained(lines);
    hasDead = lines.stream().anyMatch(line -> line.dead() > 0);
    deaths.look(lines, deployment.letters());
    if (world.hasAudience() && hasDead) {
      deployment.letters().note();
    }
    isStill = lines.stream().allMatch(line -> line.pending() + line.sessions() == 0);
    if (!isChaos && isStill && !clients.areWaiting() && !world.code().isMended()) {
      mend();
    }
  }

  /// All that is left is what our own code could not encode, or was given up for another cause: the
  /// rest has arrived. Somebody mends the code, and it is replayed.
  private void mend() {
    Set<String> dead = deployment.letters().names();
    plans.forEach(plan -> judge.assertArrivedBut(plan, dead));
    world.code().mend();
  }

  private boolean isDrained(List<LedgerLine> lines) {
    return !clients.areWaiting()
        && lines.stream().allMatch(line -> line.pending() + line.sessions() + line.dead() == 0)
        && deployment.forgetting().isOver();
  }
}
