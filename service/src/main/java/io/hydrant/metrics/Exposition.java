package io.hydrant.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// All metrics of a process with their values, beside those of the Java machine. Safe for many
/// threads; texts are made one after the other, each of one moment.
public final class Exposition {
  /// Of [#text()].
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  private final Runnable before;

  /// @param before called before each text is made: takes stock of what its metrics share
  public Exposition(List<Metric> metrics, Runnable before) {
    this.before = before;
    registerMachine();
    metrics.forEach(this::register);
  }

  /// All there are of the Java machine but its native memory, which is measured where a flag says
  /// so only, and takes a twentieth of a start to find that out.
  private void registerMachine() {
    JvmBufferPoolMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmCompilationMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmMemoryPoolAllocationMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  private void register(Metric metric) {
    String[] labels = metric.labels().toArray(new String[0]);
    switch (metric.kind()) {
      case COUNTER ->
          CounterWithCallback.builder()
              .name(metric.bareName())
              .help(metric.help())
              .labelNames(labels)
              .callback(callback -> metric.values().accept(callback::call))
              .register(registry);
      case GAUGE ->
          GaugeWithCallback.builder()
              .name(metric.bareName())
              .help(metric.help())
              .labelNames(labels)
              .callback(callback -> metric.values().accept(callback::call))
              .register(registry);
    }
  }

  /// Every value now, in Prometheus' text format.
  public synchronized String text() {
    before.run();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape(), EscapingScheme.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
