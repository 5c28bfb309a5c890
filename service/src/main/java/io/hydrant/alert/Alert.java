package io.hydrant.alert;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// One kind of trouble of one connection, as it stands at a moment.
///
/// @param connection its name; empty when it is the whole service's
/// @param sample the last error in words, without content
/// @param firstMillis wall time of the first since it was last quiet
/// @param lastMillis wall time of the last
/// @param byHour how often, by the hour since 1970
/// @param byInput how many records of batches that came through an input, by its name, since it
///   opened; empty when it is of no records
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
    NavigableMap<String, Long> byInput,
    boolean isOpen,
    boolean isAcknowledged,
    long mutedUntilMillis) {
  static final long HOUR_MILLIS = 3_600_000;

  /// Hours of which counts are kept.
  static final int HOURS_KEPT = 48;

  private static final int HOURS_RANKED = 12;

  /// Inputs that come and go under other names while it is open are not counted without end.
  private static final int INPUTS_MAX = 100;

  public Alert {
    byHour = new TreeMap<>(byHour);
    byInput = new TreeMap<>(byInput);
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
  ///
  /// @param inputs how many of them came through which
  Alert more(long count, Map<String, Long> inputs, String newSample, long nowMillis) {
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
        more(inputs),
        true,
        isOpen && isAcknowledged,
        mutedUntilMillis);
  }

  private NavigableMap<String, Long> more(Map<String, Long> inputs) {
    NavigableMap<String, Long> counted = isOpen ? new TreeMap<>(byInput) : new TreeMap<>();
    inputs.forEach((input, count) -> {
      if (counted.containsKey(input) || counted.size() < INPUTS_MAX) {
        counted.merge(input, count, Long::sum);
      }
    });
    return counted;
  }

  /// The same, over.
  Alert quiet() {
    return with(false, isAcknowledged, mutedUntilMillis);
  }

  Alert acknowledged() {
    return with(isOpen, true, mutedUntilMillis);
  }

  Alert mutedUntil(long millis) {
    return with(isOpen, isAcknowledged, millis);
  }

  private Alert with(boolean open, boolean acknowledged, long mutedUntil) {
    return new Alert(
        connection,
        type,
        sample,
        firstMillis,
        lastMillis,
        byHour,
        byInput,
        open,
        acknowledged,
        mutedUntil);
  }
}
