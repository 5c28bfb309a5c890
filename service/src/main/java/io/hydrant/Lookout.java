package io.hydrant;

import io.hydrant.alert.Alert;
import io.hydrant.alert.AlertText;
import io.hydrant.alert.AlertType;
import io.hydrant.alert.Alerts;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.platform.Waited;
import io.hydrant.store.LedgerLine;
import io.hydrant.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;

/// Looks at the service once a second: raises what is nobody's call (disk, store, ledger, dedup,
/// full connections, what SDKs send that is invalid), closes what has become quiet, keeps alerts on
/// disk, and has the accounts remembered once a minute.
final class Lookout {
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration KEEP_PATIENCE = Duration.ofSeconds(1);
  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final String WHOLE = "";
  private static final double OVER_BELOW = 0.9;

  private final Store store;
  private final Alerts alerts;
  private final Clock clock;
  private volatile DoubleFunction<Map<String, String>> full = share -> Map.of();
  private final Map<String, Long> rejected = new HashMap<>();
  private long marksForgotten;
  private long remembered;

  Lookout(Store store, Alerts alerts, Clock clock) {
    this.store = store;
    this.alerts = alerts;
    this.clock = clock;
    store.rejects().figures().forEach((input, figures) -> rejected.put(input, figures.total()));
  }

  /// The alerts of a store, from before the start.
  static List<Alert> known(Store store) throws IOException {
    return new ArrayList<>(
        store.alerts().kept().stream().map(AlertText::read).filter(Objects::nonNull).toList());
  }

  /// Looks at connections too from now on.
  ///
  /// @param fullConnections those that hold this share of what they may, by name, and what then
  ///   becomes of what comes in
  void watch(DoubleFunction<Map<String, String>> fullConnections) {
    full = fullConnections;
  }

  /// Looks.
  ///
  /// @return when to look again
  long step() {
    look(AlertType.STORE, !store.isOpen(), store.trouble());
    look(AlertType.DISK, store.isShortOfDisk(), store.trouble());
    lookAtFull();
    for (LedgerLine line : store.ledger()) {
      if (!line.balanced()) {
        alerts.raise(line.connection(), AlertType.LEDGER, 1, "the sum is not what was accepted");
      }
    }
    long forgotten = store.marksForgotten();
    if (forgotten > marksForgotten) {
      alerts.raise(WHOLE, AlertType.DEDUP, 1, "dedup.maxMarks is reached");
    }
    marksForgotten = forgotten;
    lookAtRejected();
    alerts.settle();
    keep();
    remember();
    return clock.nanos() + LOOK_NANOS;
  }

  /// One that hovers at its bound is told of once: it is over when a tenth is free again.
  private void lookAtFull() {
    full.apply(1).forEach((name, what) -> alerts.raise(name, AlertType.PENDING_FULL, 1, what));
    Set<String> stillFull = full.apply(OVER_BELOW).keySet();
    for (Alert alert : alerts.ranked()) {
      if (alert.type() == AlertType.PENDING_FULL && !stillFull.contains(alert.connection())) {
        alerts.over(alert.connection(), AlertType.PENDING_FULL);
      }
    }
  }

  private void lookAtRejected() {
    store
        .rejects()
        .figures()
        .forEach((input, figures) -> {
          Long before = rejected.put(input, figures.total());
          long more = figures.total() - (before == null ? 0 : before);
          if (more > 0) {
            alerts.raise(WHOLE, AlertType.REJECTED, more, "of input " + input);
          }
        });
  }

  private void remember() {
    long millis = clock.millis();
    long minute = Math.floorDiv(millis, MINUTE_MILLIS);
    if (minute != remembered && store.isOpen()) {
      remembered = minute;
      store.chronicle().remember(millis);
    }
  }

  private void look(AlertType type, boolean isSo, String why) {
    if (isSo) {
      alerts.raise(WHOLE, type, 1, why);
    } else {
      alerts.over(WHOLE, type);
    }
  }

  private void keep() {
    keep(isDurable -> {});
  }

  private void keep(Consumer<Boolean> then) {
    Map<Bytes, Bytes> changed = new HashMap<>();
    for (Alert alert : alerts.takeChanged()) {
      changed.put(AlertText.key(alert), AlertText.stored(alert));
    }
    if (changed.isEmpty()) {
      then.accept(true);
    } else {
      store.alerts().keep(changed, then);
    }
  }

  /// Keeps what changed last, for the next start. After the last step.
  void close() {
    Waited<Boolean> kept = new Waited<>();
    keep(kept::set);
    kept.get(KEEP_PATIENCE);
  }
}
