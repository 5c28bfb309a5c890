package io.hydrant.pages;

import io.hydrant.alert.Alert;
import io.hydrant.alert.Alerts;
import io.hydrant.platform.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// *Alerts*: what is wrong now and was lately, the most of the last twelve hours first, and what to
/// do about it.
///
/// @param alerts all
record AlertsPage(Alerts alerts, Clock clock) {
  private static final int HOURS_SHOWN = 24;
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  List<AlertView> views() {
    long now = clock.millis();
    return alerts.ranked().stream().map(alert -> view(alert, now)).toList();
  }

  private static AlertView view(Alert alert, long now) {
    long hour = now / HOUR_MILLIS;
    List<Long> hours =
        LongStream.rangeClosed(hour - HOURS_SHOWN + 1, hour)
            .mapToObj(at -> alert.byHour().getOrDefault(at, 0L))
            .toList();
    return new AlertView(alert, alert.recent(now), hours, alert.mutedUntilMillis() > now);
  }
}
