package io.hydrant.membership;

import io.hydrant.metrics.Metric;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// What partner doors took and could not use; the log says whose it was. Safe for many threads.
public final class PartnerFigures {
  private final LongAdder skipped = new LongAdder();
  private final LongAdder events = new LongAdder();

  void countSkipped(int profiles) {
    skipped.add(profiles);
  }

  void countEvents() {
    events.increment();
  }

  /// All of them. They begin with the process.
  public List<Metric> all() {
    return List.of(
        Metric.counter(
            "hydrant_partner_profiles_skipped_total",
            "Profiles of membership changes at a partner door that were invalid and skipped.",
            List.of(),
            sink -> sink.add(skipped.sum())),
        Metric.counter(
            "hydrant_partner_event_requests_total",
            "Requests to process events at a partner door, answered and not forwarded.",
            List.of(),
            sink -> sink.add(events.sum())));
  }
}
