package io.hydrant.simulator;

import io.hydrant.deliver.BlockedCause;
import io.hydrant.deliver.DeliveryLoop;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.DeliveryState;
import io.hydrant.deliver.DeliveryTask;
import io.hydrant.deliver.Target;
import io.hydrant.firehose.Firehose;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Loop;
import io.hydrant.sessions.SessionLoop;
import io.hydrant.settings.Content;
import io.hydrant.settings.ContentText;
import io.hydrant.settings.Packing;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Former;
import io.hydrant.store.Held;
import io.hydrant.store.Store;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The configuration in one life of the process: which connections there are, what their settings
/// are, and their loops. It is reloaded again and again, by the same orders and calls as the
/// service uses.
final class Deployment {
  /// A loop at work: a present connection's, or a former one's that is adopted or has calls without
  /// an answer.
  static final class Running extends Stepped {
    final int connection;
    private final DeliveryLoop loop;
    private @Nullable Target target;

    private Running(int connection, Plan plan, DeliveryMeans means, BrokenCode code) {
      this.connection = connection;
      Map<Integer, Content> contents = new HashMap<>();
      DeliveryTask task =
          new DeliveryTask(
              connection,
              plan.name(),
              revision -> contents.computeIfAbsent(revision, r -> Way.content(means.store(), r)),
              code.encoder(means.store().id(), connection, plan.recordBytesMax()));
      this.loop = new DeliveryLoop(task, means, this::wake);
    }

    @Override
    long stepLoop() {
      return loop.step();
    }
  }

  /// The closing of sessions.
  private static final class Sessions extends Stepped {
    private final SessionLoop loop;

    Sessions(DeliveryMeans means) {
      this.loop = new SessionLoop(means.store(), means.clock(), this::wake);
    }

    @Override
    long stepLoop() {
      return loop.step();
    }
  }

  private static final List<@Nullable Packing> PACKINGS =
      Arrays.asList(null, new Packing(5_120), new Packing(20_480), Packing.STANDARD);

  /// A connection that the store has written and this process has not heard of yet.
  static final int UNKNOWN = -1;

  private final Map<String, Plan> plans;
  private final DeliveryMeans means;
  private final Firehose firehose;
  private final SplittableRandom random;
  private final Map<String, Way> present = new TreeMap<>();
  private final Map<Integer, Running> running = new TreeMap<>();
  private final Sessions sessions;
  private final World world;
  private final Letters letters;
  private final Forgetting forgetting;
  private final boolean isForgetting;
  private @Nullable Map<String, Content> asked;
  private int question;
  private boolean isCalm;
  private int reloads;

  /// @param plans all the connections that a configuration can have
  Deployment(
      List<Plan> plans,
      DeliveryMeans means,
      Firehose firehose,
      SplittableRandom random,
      Judge judge,
      World world) {
    this.plans = plans.stream().collect(Collectors.toMap(Plan::name, plan -> plan));
    this.means = means;
    this.sessions = new Sessions(means);
    this.world = world;
    this.letters = new Letters(means, random.split(), judge, this.plans, this::retentions);
    this.forgetting = new Forgetting(means, new SplittableRandom(means.store().time()), judge);
    this.isForgetting = judge.erasures().isOn();
    this.firehose = firehose;
    this.random = random;
  }

  /// The loops at work.
  List<Stepped> loops() {
    Stream<Stepped> ours =
        isForgetting ? Stream.of(sessions, letters, forgetting) : Stream.of(sessions, letters);
    return Stream.concat(ours, running.values().stream()).toList();
  }

  /// A person orders something.
  void order() {
    letters.order();
    if (isForgetting) {
      forgetting.order();
    }
  }

  /// Those who are forgotten.
  Forgetting forgetting() {
    return forgetting;
  }

  /// What was given up.
  Letters letters() {
    return letters;
  }

  /// Of all that are configured.
  private Map<Integer, Duration> retentions() {
    Duration retention = world.deadLetterRetention();
    return retention == null
        ? Map.of()
        : present.values().stream().collect(Collectors.toMap(Way::connection, way -> retention));
  }

  /// The connections that there are now.
  Set<String> present() {
    return present.keySet();
  }

  /// Those of them that carry events.
  Set<String> ofEvents() {
    return present.keySet().stream()
        .filter(name -> !plan(name).isAudience())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The one that carries audiences; null when there is none now.
  @Nullable Way ofAudiences() {
    return present.get(Plan.AUDIENCE);
  }

  /// How often another configuration was taken.
  int reloads() {
    return reloads;
  }

  /// The unique id that the content settings of a connection have now.
  String contentOf(String name) {
    Way way = present.get(name);
    return way == null ? "" : String.valueOf(way.content().uniqueId());
  }

  /// What a batch is for the connections that there are now.
  List<Arrival> arrivals(Batch batch) {
    return ofEvents().stream().map(name -> way(name).arrival(batch)).toList();
  }

  private Way way(String name) {
    Way way = present.get(name);
    if (way == null) {
      throw new IllegalStateException("no connection " + name);
    }
    return way;
  }

  /// From now on every connection is there and sends, for former ones of its name too.
  void calm() {
    isCalm = true;
    reload();
  }

  /// Whether a configuration is asked for and not certainly written: it is asked for until it is.
  boolean isReloading() {
    return asked != null;
  }

  /// Another configuration.
  void reload() {
    Map<String, Content> next = new LinkedHashMap<>();
    for (Plan plan : new TreeMap<>(plans).values()) {
      if (isCalm || random.nextInt(10) > 0) {
        next.put(plan.name(), plan.contents().get(random.nextInt(plan.contents().size())));
      }
    }
    asked = next;
    question++;
    ask();
  }

  /// Asks the store once more for what it has not certainly written.
  void ask() {
    Map<String, Content> next = asked;
    if (next == null) {
      return;
    }
    Map<String, Bytes> texts = new LinkedHashMap<>();
    next.forEach((name, content) -> texts.put(name, ContentText.write(content)));
    int number = question;
    means
        .store()
        .enroll(
            texts,
            enrolled -> {
              // An answer to an earlier question says what was written then, not what holds now.
              if (enrolled != null && asked != null && number == question) {
                asked = null;
                apply(next, enrolled);
              }
            });
  }

  private void apply(Map<String, Content> contents, Map<String, Enrolled> enrolled) {
    reloads++;
    present.clear();
    Map<Integer, @Nullable Target> streams = new HashMap<>();
    enrolled.forEach((name, numbers) -> {
      Plan plan = plan(name);
      Content content = contents.get(name);
      if (content == null) {
        throw new IllegalStateException("enrolled unasked: " + name);
      }
      present.put(name, new Way(means.store(), content, numbers, plan.recordBytesMax()));
      streams.put(numbers.connection(), stream(plan));
    });
    adopted(streams);
    streams.forEach(this::aim);
    running
        .values()
        .forEach(each -> {
          if (!streams.containsKey(each.connection)) {
            aim(each, null);
          }
        });
    leave(streams.keySet());
  }

  /// Mostly its own; another that takes the same; or none, when it is disabled. Now and then
  /// packed.
  private @Nullable Target stream(Plan plan) {
    int dice = isCalm ? 9 : random.nextInt(10);
    Packing packing = PACKINGS.get(random.nextInt(PACKINGS.size()));
    String stream = dice == 1 ? plan.name() + Delivery.OTHER : plan.name();
    return dice == 0 ? null : new Target(stream, firehose, world.retryFor(random), packing);
  }

  /// Now and then a connection adopts a former one of its name; the others stay as they are.
  private void adopted(Map<Integer, @Nullable Target> streams) {
    Store store = means.store();
    for (Former former : store.formers()) {
      Way heir = present.get(former.name());
      boolean isAdopted = former.hasHeir() && streams.containsKey(former.heir());
      if (!isAdopted && heir != null && (isCalm || random.nextInt(3) == 0)) {
        int number = heir.connection();
        store.adopt(
            former.connection(),
            number,
            isDone -> {
              if (isDone && isPresent(number)) {
                aim(former.connection(), stream(plan(former.name())));
              }
            });
      } else if (isAdopted) {
        streams.put(former.connection(), streams.get(former.heir()));
      }
    }
  }

  private boolean isPresent(int connection) {
    return present.values().stream().anyMatch(way -> way.connection() == connection);
  }

  private void aim(int connection, @Nullable Target target) {
    Running each =
        running.computeIfAbsent(
            connection, c -> new Running(c, planOf(connection), means, world.code()));
    aim(each, target);
  }

  private void aim(Running each, @Nullable Target target) {
    if (!Objects.equals(target, each.target)) {
      each.target = target;
      each.loop.aim(target == null ? null : known(each.connection, target));
    }
  }

  /// With what the store knows of its stream.
  private Target known(int connection, Target target) {
    Held held = means.store().streams().held(connection);
    boolean isGone = held != null && held.deliveryStreamName().equals(target.deliveryStreamName());
    return new Target(
        target.deliveryStreamName(),
        target.place(),
        target.firehose(),
        target.retryFor(),
        target.packing(),
        isGone ? held : null);
  }

  /// A person says of every stream that is gone that the one that is there now is meant.
  void resume() {
    for (Running each : running.values()) {
      boolean isGone =
          each.loop.state() instanceof DeliveryState.Blocked blocked
              && blocked.cause() == BlockedCause.MISSING_STREAM;
      Target target = each.target;
      if (isGone && target != null) {
        means.store().streams().hold(each.connection, null, isDone -> {});
        each.loop.aim(target);
      }
    }
  }

  /// Ends the loops of former connections that nobody sends for, once they have their answers.
  private void leave(Set<Integer> needed) {
    running
        .values()
        .removeIf(each -> {
          boolean isOver = !needed.contains(each.connection) && each.loop.isOver();
          if (isOver) {
            each.loop.leave();
          }
          return isOver;
        });
  }

  private Plan planOf(int connection) {
    for (Map.Entry<String, Way> entry : present.entrySet()) {
      if (entry.getValue().connection() == connection) {
        return plan(entry.getKey());
      }
    }
    return means.store().formers().stream()
        .filter(former -> former.connection() == connection)
        .map(former -> plan(former.name()))
        .findFirst()
        .orElseThrow();
  }

  private Plan plan(String name) {
    Plan plan = plans.get(name);
    if (plan == null) {
      throw new IllegalStateException("no plan " + name);
    }
    return plan;
  }

  /// The number of an account of the ledger.
  int number(String label) {
    Way way = present.get(label);
    int hash = label.indexOf('#');
    if (way != null) {
      return way.connection();
    }
    return hash < 0 ? UNKNOWN : Integer.parseInt(label.substring(hash + 1));
  }

  /// When one of the loops is to be stepped.
  long next(long now) {
    long next = Loop.NEVER;
    for (Stepped each : loops()) {
      next = Math.min(next, each.next(now));
    }
    return next;
  }
}
