package io.hydrant.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.alert.Alerts;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.EncodedBudget;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.platform.Chance;
import io.hydrant.platform.Loop;
import io.hydrant.platform.VirtualClock;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.ModelDisk;
import io.hydrant.store.ModelDisk.Fate;
import io.hydrant.store.Outcome;
import io.hydrant.store.Store;
import io.hydrant.store.Submission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// One run of the service in a world that fails on purpose. Everything follows from the seed: who
/// is stepped next, what clients send, which writes fail, when the process dies, what Firehose
/// does.
///
/// The real selection, grouping, store, committer, delivery and encoding run; the tables lie on a
/// model that forgets what was not synced.
final class Simulation {
  private static final int CHAOS_STEPS = 300;
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
  private final boolean hasAudience;
  private final Changes changes;
  private final MoodyFirehose firehose;
  private final List<Request> requests = new ArrayList<>();
  private final Map<String, Integer> firstNumbers = new HashMap<>();
  private Deployment deployment;
  private int reloadsBefore;
  private Store store;
  private Duration clockOff = Duration.ZERO;
  private boolean isChaos;
  private boolean isIdle;
  private boolean isWritten;
  private boolean isDrained;
  private boolean hasDead;
  private int opensExpected;
  private int eventNumber;

  Simulation(long seed) throws IOException {
    this.random = new SplittableRandom(seed);
    this.chance = Chance.of(random.split());
    this.hasAudience = Plan.hasAudience(seed);
    this.plans = hasAudience ? Plan.withAudience(random) : Plan.all(random);
    this.judge = new Judge(plans, Plan.hasErasures(seed));
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
        new DeliveryMeans(store, budget, new Alerts(clock, List.of()), clock, chance);
    return new Deployment(plans, means, firehose, random.split(), judge);
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

  /// Runs it to its end.
  void run() throws IOException {
    isChaos = true;
    for (int i = 0; i < CHAOS_STEPS; i++) {
      step();
      assertBooks();
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

  // ---- one step

  private void step() throws IOException {
    try {
      if (isChaos && random.nextInt(10) < 3) {
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
    if (!isChaos && hasDead && !deployment.letters().isAtWork()) {
      possible.add(deployment.letters()::replayAll);
    }
    possible.add(this::stepFirehose);
    for (Request request : requests) {
      if (request.fate == Request.Fate.OPEN && (!isChaos || random.nextInt(20) == 0)) {
        possible.add(() -> send(request));
      }
    }
    isIdle = false;
    possible.get(random.nextInt(possible.size())).run();
    return !isIdle;
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
      newRequest();
      if (hasAudience) {
        changes.send(store, deployment.ofAudiences());
      }
    } else if (dice < 60) {
      deployment.order();
    } else if (dice < 80) {
      MoodyFirehose.Mood[] moods = MoodyFirehose.Mood.values();
      String other = random.nextInt(4) == 0 ? Delivery.OTHER : "";
      firehose.mood(any(plans).name() + other, moods[random.nextInt(moods.length)]);
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
      giveUp();
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
    for (Request request : requests) {
      if (request.fate == Request.Fate.SENT) {
        request.fate = request.isNamed() ? Request.Fate.OPEN : Request.Fate.GIVEN_UP;
      }
    }
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
    firehose.recover();
    stepClock(clockOff.negated());
    deployment.calm();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  // ---- clients

  private void newRequest() {
    boolean isNamed = random.nextInt(10) > 0;
    List<Request.Part> parts = new ArrayList<>();
    int batches = random.nextInt(3) == 0 ? random.nextInt(2, 5) : 1;
    for (int i = 0; i < batches; i++) {
      String id = isNamed ? "r" + requests.size() + "-" + i : "";
      parts.add(new Request.Part(id, random.nextInt(1, 4), Request.events(random, eventNumber)));
      eventNumber += parts.getLast().events().size();
    }
    Request request = new Request(parts);
    requests.add(request);
    judge.knows(request);
    send(request);
  }

  private void send(Request request) {
    request.fate = Request.Fate.SENT;
    deployment.ofEvents().forEach(name -> judge.sent(request, name, deployment.contentOf(name)));
    request.sentTo(deployment.ofEvents());
    List<Submission.Part> parts = new ArrayList<>();
    for (Request.Part part : request.parts) {
      Batch batch = Way.batch(part.body(), clock.millis());
      List<Arrival> arrivals = deployment.arrivals(batch);
      parts.add(
          new Submission.Part(
              part.isNamed() ? store.mark("app", part.requestId()) : null, arrivals));
    }
    Store asked = store;
    store.submit(new Submission(parts, outcome -> hear(request, outcome, asked)));
  }

  private void hear(Request request, Outcome outcome, Store asked) {
    if (asked != store || request.fate != Request.Fate.SENT) {
      return;
    }
    boolean isHeard = !isChaos || random.nextInt(10) > 0;
    if (outcome instanceof Outcome.Kept && isHeard) {
      request.fate = Request.Fate.KEPT;
    } else {
      request.fate = request.isNamed() ? Request.Fate.OPEN : Request.Fate.GIVEN_UP;
    }
  }

  private void giveUp() {
    List<Request> open = requests.stream().filter(r -> r.fate == Request.Fate.OPEN).toList();
    if (!open.isEmpty()) {
      any(open).fate = Request.Fate.GIVEN_UP;
    }
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
      assertThat(line.balanced()).as("the ledger balances: " + line).isTrue();
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
    if (hasAudience && hasDead) {
      deployment.letters().note();
    }
  }

  private boolean isDrained(List<LedgerLine> lines) {
    return requests.stream().noneMatch(Request::isUndecided)
        && lines.stream().allMatch(line -> line.pending() + line.sessions() + line.dead() == 0)
        && deployment.forgetting().isOver();
  }
}
