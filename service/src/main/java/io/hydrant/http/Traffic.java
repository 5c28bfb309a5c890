package io.hydrant.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What went through a door since it was opened. Safe for many threads.
public final class Traffic {
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final LongAdder turnedAway = new LongAdder();
  private final LongAdder cutOff = new LongAdder();
  private final Allowance connections;
  private final Allowance bodyBytes;

  Traffic(Allowance connections, Allowance bodyBytes) {
    this.connections = connections;
    this.bodyBytes = bodyBytes;
  }

  void countAnswered(int status) {
    answers.computeIfAbsent(status, ignored -> new LongAdder()).increment();
  }

  void countTurnedAway() {
    turnedAway.increment();
  }

  void countCutOff() {
    cutOff.increment();
  }

  /// Answers given, by status.
  public Map<Integer, Long> answers() {
    Map<Integer, Long> counts = new TreeMap<>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  /// Connections closed at once because there were too many.
  public long turnedAway() {
    return turnedAway.sum();
  }

  /// Connections closed because a deadline had passed.
  public long cutOff() {
    return cutOff.sum();
  }

  /// Connections open now.
  public long connections() {
    return connections.held();
  }

  /// Bytes of bodies in memory now.
  public long bodyBytes() {
    return bodyBytes.held();
  }
}
