package io.hydrant.deliver;

import java.util.concurrent.atomic.LongAdder;

/// What a loop has done since the start. Safe for many threads.
public final class DeliveryFigures {
  private final LongAdder calls = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final LongAdder notTaken = new LongAdder();
  private final LongAdder broken = new LongAdder();

  void called() {
    calls.increment();
  }

  void answered(int records, int recordsTaken) {
    taken.add(recordsTaken);
    notTaken.add(records - recordsTaken);
  }

  void broke() {
    broken.increment();
  }

  /// Calls made.
  public long calls() {
    return calls.sum();
  }

  /// Records that Firehose took.
  public long taken() {
    return taken.sum();
  }

  /// Records that a call carried and Firehose did not take, or may not have taken.
  public long notTaken() {
    return notTaken.sum();
  }

  /// Times that our own code failed to make a message.
  public long broken() {
    return broken.sum();
  }
}
