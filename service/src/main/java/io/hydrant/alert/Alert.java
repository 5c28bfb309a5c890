package io.hydrant.alert;

import java.util.NavigableMap;
import java.util.TreeMap;

/// One kind of trouble of one connection, as it stands at a moment.
///
/// @param connection its name; empty when it is the whole service's
/// @param sample the last error in words, without content
/// @param firstMillis wall time of the first since it was last quiet
/// @param lastMillis wall time of the last
/// @param byHour how often, by the hour since 1970
/// @param isOpen whether it goes on
/// @param isAcknowledged whether a person has seen it, since it was last quiet
/// @param mutedUntilMillis until when nobody is told; 0 when everybody is
public record Alert(
    String connection,
    AlertType type,
    String sample,
    long firstMillis,
    long lastMillis,
    NavigableMap<Long, Long> byHour,
    boolean isOpen,
    boolean isAcknowledged,
    long mutedUntilMillis) {
  static final long HOUR_MILLIS = 3_600_000;

  /// Hours of which counts are kept.
  static final int HOURS_KEPT = 48;

  private static final int HOURS_RANKED = 12;

  public Alert {
    byHour = new TreeMap<>(byHour);
  }

  /// A connection's one kind of trouble: there is one alert for each.
  record Key(String connection, AlertType type) {}

  Key key() {
    return new Key(connection, type);
  }

  /// How often in the last twelve hours.
  public long recent(long nowMillis) {
    long sum = 0;
    for (long count : byHour.tailMap(nowMillis / HOUR_MILLIS - HOURS_RANKED, false).values()) {
      sum += count;
    }
    return sum;
  }

  /// The same with `count` more.
  Alert more(long count, String newSample, long nowMillis) {
    NavigableMap<Long, Long> counted = new TreeMap<>(byHour);
    counted.merge(nowMillis / HOUR_MILLIS, count, Long::sum);
    counted.headMap(nowMillis / HOUR_MILLIS - HOURS_KEPT, true).clear();
    return new Alert(
        connection,
        type,
        newSample,
        isOpen ? firstMillis : nowMillis,
        nowMillis,
        counted,
        true,
        isOpen && isAcknowledged,
        mutedUntilMillis);
  }

  /// The same, over.
  Alert quiet() {
    return new Alert(
        connection,
        type,
        sample,
        firstMillis,
        lastMillis,
        byHour,
        false,
        isAcknowledged,
        mutedUntilMillis);
  }

  Alert acknowledged() {
    return new Alert(
        connection, type, sample, firstMillis, lastMillis, byHour, isOpen, true, mutedUntilMillis);
  }

  Alert mutedUntil(long millis) {
    return new Alert(
        connection, type, sample, firstMillis, lastMillis, byHour, isOpen, isAcknowledged, millis);
  }
}
