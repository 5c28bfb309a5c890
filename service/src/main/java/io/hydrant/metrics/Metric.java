package io.hydrant.metrics;

import java.util.List;
import java.util.function.Consumer;

/// One thing that is measured. Its values are asked for when somebody reads them: nothing is
/// counted twice, and nothing costs while nobody looks.
///
/// @param name as Prometheus shows it: a counter's ends in `_total`, a unit stands before that
/// @param help one sentence for a person
/// @param labels names of the labels
/// @param values hands every value to the sink
public record Metric(
    String name, Kind kind, String help, List<String> labels, Consumer<Sink> values) {
  private static final String TOTAL = "_total";

  /// How a value moves.
  public enum Kind {
    /// It only grows, and begins at 0 with the process or with the data directory.
    COUNTER,
    /// It goes up and down.
    GAUGE
  }

  /// Takes the values of a metric.
  @FunctionalInterface
  public interface Sink {

    /// Takes one value.
    ///
    /// @param labelValues in the order of the labels
    void add(double value, String... labelValues);

    /// Takes one whole number; Prometheus knows it exactly up to 2^53.
    default void add(long value, String... labelValues) {
      add((double) value, labelValues);
    }
  }

  public Metric {
    labels = List.copyOf(labels);
    if (!name.matches("hydrant_[a-z_]+") || name.endsWith(TOTAL) != (kind == Kind.COUNTER)) {
      throw new IllegalArgumentException("name of a metric: " + name);
    }
  }

  public static Metric counter(
      String name, String help, List<String> labels, Consumer<Sink> values) {
    return new Metric(name, Kind.COUNTER, help, labels, values);
  }

  public static Metric gauge(String name, String help, List<String> labels, Consumer<Sink> values) {
    return new Metric(name, Kind.GAUGE, help, labels, values);
  }

  /// As the Prometheus library wants it, which appends the ending itself.
  String bareName() {
    return kind == Kind.COUNTER ? name.substring(0, name.length() - TOTAL.length()) : name;
  }
}
