package io.hydrant;

import io.hydrant.console.Figures;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.DeliveryState;
import io.hydrant.deliver.DeliveryTask;
import io.hydrant.deliver.Unsent;
import io.hydrant.encode.Encoder;
import io.hydrant.firehose.AmazonFirehose;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.firehose.StreamCheck;
import io.hydrant.firehose.StreamCheck.Finding;
import io.hydrant.http.Outbound;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Connection;
import io.hydrant.settings.Delivery;
import io.hydrant.settings.Duty;
import io.hydrant.store.DeadLetter;
import io.hydrant.store.Enrolled;
import io.hydrant.store.Former;
import io.hydrant.store.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The ways out: one for each connection that is configured, and one for each former connection for
/// which another sends. A way out that nobody needs ends once its last calls are answered.
///
/// [#aim] and [#close] are one thread's at a time, the rest is safe to call from any.
final class Outlets {
  /// All together less than the ten seconds that a service may take to end.
  private static final Duration CALLS_PATIENCE = Duration.ofSeconds(4);

  private static final Duration THREAD_PATIENCE = Duration.ofSeconds(1);
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final DeliveryMeans means;
  private final AmazonFirehose amazon;
  private final Contents contents;
  private final Map<Integer, Outlet> outlets = new ConcurrentSkipListMap<>();
  private volatile Map<String, Figures.Outgoing> outgoing = Map.of();

  Outlets(DeliveryMeans means, AmazonFirehose amazon) {
    this.means = means;
    this.amazon = amazon;
    this.contents = new Contents(means.store());
  }

  /// Whom a way out serves, and where it leads.
  ///
  /// @param to null: nowhere, what there is waits
  private record Aim(String label, Outlet.@Nullable Aim to) {}

  /// Which addresses they may call from now on.
  void allow(Outbound outbound) {
    amazon.allow(outbound);
  }

  /// Makes them those of a configuration.
  void aim(Map<Connection, Enrolled> connections) {
    Map<Integer, Aim> aims = new HashMap<>();
    connections.forEach((connection, numbers) -> {
      boolean sends = connection.duty() == Duty.SEND && !isPaused(numbers.connection());
      Outlet.Aim to =
          sends ? new Outlet.Aim(connection.delivery(), connection.bounds().retryFor()) : null;
      aims.put(numbers.connection(), new Aim(connection.name(), to));
    });
    for (Former former : means.store().formers()) {
      Aim heir = aims.get(former.heir());
      if (former.hasHeir() && heir != null) {
        aims.put(former.connection(), new Aim(former.label(), heir.to()));
      }
    }
    aims.forEach((number, aim) ->
        outlets.computeIfAbsent(number, n -> started(n, aim.label())).aim(aim.to(), amazon));
    outlets.forEach((number, outlet) -> {
      if (!aims.containsKey(number)) {
        outlet.aim(null, amazon);
      }
    });
    endOver(aims.keySet());
    Map<String, Figures.Outgoing> now = new HashMap<>();
    aims.forEach((number, aim) -> now.put(aim.label(), outgoing(number)));
    outgoing = Map.copyOf(now);
    amazon.keepOnly(
        aims.values().stream()
            .map(Aim::to)
            .filter(Objects::nonNull)
            .map(Outlet.Aim::delivery)
            .toList());
  }

  /// What a dead letter became when it was sent, or would become.
  List<String> documents(DeadLetter letter) {
    DeliveryTask task = task(letter.key().connection(), "");
    return Unsent.messages(task, letter.row(), means.store()).stream()
        .map(message -> message.document().text())
        .toList();
  }

  /// Whether a person has it send nothing.
  boolean isPaused(int number) {
    Held held = means.store().streams().held(number);
    return held != null && held.why() == Held.Why.PAUSED;
  }

  /// How it goes with a connection; null when nothing is sent for it.
  @Nullable DeliveryState state(int number) {
    Outlet outlet = outlets.get(number);
    return outlet == null ? null : outlet.state();
  }

  /// Has a connection, and those for which it sends, send anew from the next [#aim] on: what was
  /// learned of where they send is forgotten.
  void again(Collection<Integer> numbers) {
    numbers.forEach(number -> {
      Outlet outlet = outlets.get(number);
      if (outlet != null) {
        outlet.again();
      }
    });
  }

  private DeliveryTask task(int number, String label) {
    Encoder encoder = new Encoder(means.store().id(), number, FirehoseLimits.RECORD_BYTES_MAX);
    return new DeliveryTask(number, label, contents::of, encoder);
  }

  private Outlet started(int number, String label) {
    Outlet outlet = new Outlet(task(number, label), means);
    outlet.start();
    return outlet;
  }

  private void endOver(Collection<Integer> needed) {
    outlets
        .entrySet()
        .removeIf(entry -> {
          boolean isOver = !needed.contains(entry.getKey()) && entry.getValue().isOver();
          if (isOver) {
            entry.getValue().close(THREAD_PATIENCE);
          }
          return isOver;
        });
  }

  private Figures.Outgoing outgoing(int number) {
    Outlet outlet = outlets.get(number);
    if (outlet == null) {
      throw new IllegalStateException("no way out for connection " + number);
    }
    return new Figures.Outgoing(number, outlet.figures());
  }

  /// Whether nothing of a connection is on its way out.
  boolean isIdle(int number) {
    Outlet outlet = outlets.get(number);
    return outlet == null || outlet.isIdle();
  }

  /// What is sent for whom, by what people call it.
  Map<String, Figures.Outgoing> outgoing() {
    return outgoing;
  }

  /// What AWS says of a stream when a person asks.
  ///
  /// @param puts whether a record is put on it, too
  List<Finding> check(Delivery delivery, boolean puts) {
    return StreamCheck.of(amazon, delivery, puts);
  }

  /// What a person must know.
  List<String> complaints() {
    return outlets.values().stream().flatMap(Outlet::complaint).toList();
  }

  /// Sends nothing more, and waits for the answers to calls; a stopping service goes by the
  /// machine's own clock.
  void close() {
    List<Outlet> all = new ArrayList<>(outlets.values());
    all.forEach(outlet -> outlet.aim(null, amazon));
    Clock real = Clock.system();
    long deadline = real.nanos() + CALLS_PATIENCE.toNanos();
    while (real.nanos() < deadline && !all.stream().allMatch(Outlet::isIdle)) {
      real.parkUntil(real.nanos() + LOOK_NANOS);
    }
    all.forEach(outlet -> outlet.close(THREAD_PATIENCE));
  }
}
