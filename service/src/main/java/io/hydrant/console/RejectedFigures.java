package io.hydrant.console;

import io.hydrant.metrics.Metric;
import io.hydrant.store.RejectOffice;
import io.hydrant.store.Store;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// How much SDKs sent that is invalid, by input. Safe for many threads.
public final class RejectedFigures {
  private static final RejectOffice.Figures NONE = new RejectOffice.Figures(0, 0);

  private final Store store;
  private final Supplier<List<String>> inputs;

  /// @param inputs those that are configured
  public RejectedFigures(Store store, Supplier<List<String>> inputs) {
    this.store = store;
    this.inputs = inputs;
  }

  /// All of them. The totals outlive the process.
  public List<Metric> all() {
    List<String> labels = List.of("input");
    return List.of(
        Metric.counter(
            "hydrant_rejected_total",
            "What SDKs sent and is invalid: answered 202 and not forwarded.",
            labels,
            sink -> each(sink, RejectOffice.Figures::total)),
        Metric.gauge(
            "hydrant_rejected_bytes",
            "Bytes of it that are kept, up to maxRejectedBytes.",
            labels,
            sink -> each(sink, RejectOffice.Figures::bytes)));
  }

  private void each(Metric.Sink sink, ToLongFunction<RejectOffice.Figures> figure) {
    Map<String, RejectOffice.Figures> known = store.rejects().figures();
    for (String input : inputs.get()) {
      sink.add(figure.applyAsLong(known.getOrDefault(input, NONE)), input);
    }
  }
}
