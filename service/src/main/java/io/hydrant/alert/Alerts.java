package io.hydrant.alert;

import io.hydrant.platform.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All alerts of the process, one for each connection and kind of trouble. Raising one costs a map
/// operation and never waits: it is done on the delivery path. Safe for many threads.
///
/// An alert opens when trouble comes after an hour without any, and closes when it is said to be
/// over or an hour has passed, unless it is known to last: so each cause has at most one opening
/// and one closing, however often it strikes.
public final class Alerts {
  static final Duration QUIET_AFTER = Duration.ofHours(1);

  /// Beyond so many that nobody has read yet, turns are forgotten: the list has the alerts.
  private static final int TURNS_MAX = 1_000;

  /// An alert that has opened or closed.
  public record Turn(Alert alert) {}

  private final Clock clock;
  private final Map<Alert.Key, Alert> all = new HashMap<>();
  private final Set<Alert.Key> changed = new HashSet<>();
  private final Set<Alert.Key> lasting = new HashSet<>();
  private final Queue<Turn> turns = new ArrayDeque<>();

  /// @param known from before the start
  public Alerts(Clock clock, Collection<Alert> known) {
    this.clock = clock;
    known.forEach(alert -> all.put(alert.key(), alert));
  }

  /// Says that something has happened.
  ///
  /// @param connection empty: the whole service's
  /// @param sample in words, without content, secrets or personal data
  public void raise(String connection, AlertType type, long count, String sample) {
    raise(connection, type, count, Map.of(), sample);
  }

  /// Says that something has happened to records.
  ///
  /// @param count how many
  /// @param inputs how many of them came through which; one of several counts for each
  /// @param sample in words, without content, secrets or personal data
  public void raise(
      String connection, AlertType type, long count, Map<String, Long> inputs, String sample) {
    long now = clock.millis();
    synchronized (this) {
      Alert.Key key = new Alert.Key(connection, type);
      Alert before = all.get(key);
      Alert alert = before == null ? fresh(key) : before;
      put(alert.more(count, inputs, sample, now));
      if (!alert.isOpen()) {
        turn(key);
      }
    }
  }

  private static Alert fresh(Alert.Key key) {
    return new Alert(
        key.connection(), key.type(), "", 0, 0, new TreeMap<>(), new TreeMap<>(), false, false, 0);
  }

  /// Says that it is over.
  public synchronized void over(String connection, AlertType type) {
    close(new Alert.Key(connection, type));
  }

  /// Says whether the trouble lasts, also when nothing happens: then it is over when it is said to
  /// be, and not before.
  public synchronized void lasts(String connection, AlertType type, boolean isLasting) {
    Alert.Key key = new Alert.Key(connection, type);
    if (isLasting) {
      lasting.add(key);
    } else {
      lasting.remove(key);
    }
  }

  private void close(Alert.Key key) {
    Alert alert = all.get(key);
    if (alert != null && alert.isOpen()) {
      put(alert.quiet());
      turn(key);
    }
  }

  private void put(Alert alert) {
    all.put(alert.key(), alert);
    changed.add(alert.key());
  }

  private void turn(Alert.Key key) {
    Alert alert = all.get(key);
    if (alert != null && turns.size() < TURNS_MAX) {
      turns.add(new Turn(alert));
    }
  }

  /// Closes what has been quiet for an hour. Called every minute or so.
  public void settle() {
    long quietSince = clock.millis() - QUIET_AFTER.toMillis();
    synchronized (this) {
      for (Alert alert : List.copyOf(all.values())) {
        if (alert.lastMillis() < quietSince && !lasting.contains(alert.key())) {
          close(alert.key());
        }
      }
    }
  }

  /// The next that opened or closed, null when there is none.
  public synchronized @Nullable Turn nextTurn() {
    return turns.poll();
  }

  /// Those that changed since this was last asked.
  public synchronized List<Alert> takeChanged() {
    List<Alert> taken = new ArrayList<>();
    for (Alert.Key key : changed) {
      Alert alert = all.get(key);
      if (alert != null) {
        taken.add(alert);
      }
    }
    changed.clear();
    return taken;
  }

  /// Open ones first, then by how often in the last twelve hours.
  public List<Alert> ranked() {
    long now = clock.millis();
    List<Alert> alerts;
    synchronized (this) {
      alerts = new ArrayList<>(all.values());
    }
    alerts.sort(
        Comparator.comparing(Alert::isOpen)
            .thenComparingLong((Alert alert) -> alert.recent(now))
            .thenComparingLong(Alert::lastMillis)
            .reversed());
    return alerts;
  }

  /// A person has seen it.
  ///
  /// @return false when there is none such
  public synchronized boolean acknowledge(String connection, AlertType type) {
    Alert alert = all.get(new Alert.Key(connection, type));
    if (alert == null) {
      return false;
    }
    put(alert.acknowledged());
    return true;
  }

  /// Nobody is told of it for a while; it is counted all the same.
  ///
  /// @param duration zero: everybody is again
  /// @return false when there is none such
  public boolean mute(String connection, AlertType type, Duration duration) {
    long until = duration.isZero() ? 0 : clock.millis() + duration.toMillis();
    synchronized (this) {
      Alert alert = all.get(new Alert.Key(connection, type));
      if (alert == null) {
        return false;
      }
      put(alert.mutedUntil(until));
      return true;
    }
  }
}
