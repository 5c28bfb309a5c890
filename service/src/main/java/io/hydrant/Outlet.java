package io.hydrant;

import io.hydrant.deliver.DeliveryFigures;
import io.hydrant.deliver.DeliveryLoop;
import io.hydrant.deliver.DeliveryMeans;
import io.hydrant.deliver.DeliveryState;
import io.hydrant.deliver.DeliveryTask;
import io.hydrant.deliver.Target;
import io.hydrant.firehose.AmazonFirehose;
import io.hydrant.settings.Delivery;
import io.hydrant.store.Held;
import io.hydrant.store.Store;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One connection's delivery on a thread of its own. If our own code fails there, its batches wait
/// on disk and the other connections go on; readiness complains.
final class Outlet {
  private final String name;
  private final int connection;
  private final Store store;
  private @Nullable Aim aim;
  private final Worker worker;
  private final DeliveryLoop delivery;

  Outlet(DeliveryTask task, DeliveryMeans means) {
    this.name = task.name();
    this.connection = task.connection();
    this.store = means.store();
    this.worker =
        new Worker("deliver-" + name, means.clock(), "connection " + name + " delivers nothing");
    this.delivery = new DeliveryLoop(task, means, worker::wake);
  }

  /// Where it sends, and how long it tries.
  ///
  /// @param retryFor see [io.hydrant.settings.Bounds]
  record Aim(Delivery delivery, @Nullable Duration retryFor) {}

  void start() {
    worker.start(delivery::step);
  }

  /// What it has done since the start.
  DeliveryFigures figures() {
    return delivery.figures();
  }

  /// Sends where `next` says from now on, also what waited before; nowhere when it is null: then
  /// answers are still taken. What goes on as it was is not disturbed. One thread at a time.
  ///
  /// @param amazon the way there
  void aim(@Nullable Aim next, AmazonFirehose amazon) {
    if (Objects.equals(aim, next)) {
      return;
    }
    Held gone = next == null ? null : gone(next);
    aim = next;
    delivery.aim(next == null ? null : target(next, amazon, gone));
  }

  private static Target target(Aim next, AmazonFirehose amazon, @Nullable Held gone) {
    Delivery to = next.delivery();
    String place = to.awsRegion() + " " + to.endpoint();
    return new Target(
        to.deliveryStreamName(), place, amazon.to(to), next.retryFor(), to.packing(), gone);
  }

  /// Why nothing may be sent there, the stream being gone; null when it may. Other delivery
  /// settings are a person's word that something else is meant.
  private @Nullable Held gone(Aim next) {
    Held held = store.streams().held(connection);
    if (held == null || held.why() == Held.Why.PAUSED) {
      return null;
    }
    boolean isOther =
        !held.deliveryStreamName().equals(next.delivery().deliveryStreamName())
            || (aim != null && !aim.delivery().equals(next.delivery()));
    if (!isOther) {
      return held;
    }
    store.streams().hold(connection, null, isDone -> {});
    return null;
  }

  /// Lets the next [#aim] aim anew, even where it sends to now.
  void again() {
    aim = null;
  }

  /// How it goes with it.
  DeliveryState state() {
    return delivery.state();
  }

  /// Whether it sends nowhere, every call is answered, and what was answered is durable.
  boolean isIdle() {
    return worker.hasCrashed() || delivery.isIdle();
  }

  /// Whether another could go on in its place and send nothing twice.
  boolean isOver() {
    return worker.hasCrashed() || delivery.isOver();
  }

  /// What a person must know: our own code failed, and only a restart makes it deliver again, or
  /// the connection is blocked.
  Stream<String> complaint() {
    if (worker.hasCrashed()) {
      return worker.complaint();
    }
    return delivery.state() instanceof DeliveryState.Blocked blocked
        ? Stream.of("connection " + name + " is blocked: " + blocked.cause().wrong())
        : Stream.empty();
  }

  void close(Duration patience) {
    worker.close(patience);
    delivery.leave();
  }
}
