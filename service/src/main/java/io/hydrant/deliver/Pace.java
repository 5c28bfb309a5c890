package io.hydrant.deliver;

import io.hydrant.deliver.Ruling.Again;
import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.FirehoseLimits;
import io.hydrant.platform.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How fast a connection sends to its target: several calls at once while all is well, a rest after
/// a call that was not taken whole, one probe at a time while nothing is taken, and one a minute
/// while it is blocked.
final class Pace {
  private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

  private static final int BATCH_CALLS_MAX = 4;
  private static final int SINGLE_CALLS_MAX = 32;
  private static final int DOWN_AFTER_FAILURES = 3;
  private static final long SAID_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long SIZE_KEPT_NANOS = Duration.ofHours(1).toNanos();

  private final String name;
  private final Clock clock;
  private final Backoff backoff;
  private final Operations operations;
  private final Blockage blockage;
  private final Rate rate;
  private long restUntil;
  private int round;
  private long saidAt;
  private long callBytesMax = FirehoseLimits.CALL_BYTES_MAX;
  private long callBytesSince;
  private Instant failingSince = Instant.EPOCH;
  private boolean isThrottled;

  /// @param name the connection's, for people
  /// @param rate what was learned of the stream already
  Pace(String name, Backoff backoff, Clock clock, Rate rate) {
    this.name = name;
    this.clock = clock;
    this.backoff = backoff;
    this.operations = new Operations(name);
    this.blockage = new Blockage(name, clock);
    this.restUntil = clock.nanos();
    this.rate = rate;
    this.saidAt = restUntil - SAID_AGAIN_NANOS;
  }

  boolean isResting(long now) {
    return now < restUntil;
  }

  /// When the next call may leave, in monotonic nanoseconds.
  long restUntil() {
    return restUntil;
  }

  /// When the rate lets the next call leave.
  long readyAt(long now) {
    return rate.readyAt(now);
  }

  /// A call leaves.
  void send(Flight flight) {
    rate.send(flight.bytes(), clock.nanos());
  }

  /// Whether nothing was taken since the last failure.
  boolean isFailing() {
    return backoff.failures() > 0;
  }

  /// Whether nothing will be taken until somebody does something.
  boolean isBlocked() {
    return blockage.isOn();
  }

  /// Whether it fails for so long that nothing should be kept in memory for it.
  boolean isDown() {
    return blockage.isOn() || backoff.failures() >= DOWN_AFTER_FAILURES;
  }

  /// Whether the stream refuses every record: then any single one is a probe.
  boolean isRefusingAll() {
    DeliveryState.Blocked blocked = blockage.state();
    return blocked != null && blocked.cause() == BlockedCause.NOT_DIRECT_PUT;
  }

  /// How it goes, for people.
  DeliveryState state() {
    DeliveryState.Blocked blocked = blockage.state();
    if (blocked != null) {
      return blocked;
    }
    if (isThrottled) {
      return new DeliveryState.Throttled();
    }
    return isFailing() ? new DeliveryState.Failing(failingSince) : new DeliveryState.Flowing();
  }

  /// How many calls may be without an answer.
  int callsMax() {
    if (isFailing()) {
      return 1;
    }
    return operations.isSingles() ? SINGLE_CALLS_MAX : BATCH_CALLS_MAX;
  }

  /// How much the next call may carry.
  CallSize size() {
    int records = operations.isSingles() ? 1 : FirehoseLimits.CALL_RECORDS_MAX;
    int documents = isRefusingAll() ? 1 : CallSize.DOCUMENTS_MAX;
    long bytes = Math.min(callBytesMax, rate.callBytesMax());
    return new CallSize(records, documents, bytes, false);
  }

  Call.Operation operation() {
    return operations.now();
  }

  /// Counts calls between two failures: one that left before the last failure says nothing new.
  int round() {
    return round;
  }

  /// Asks again for what was refused long ago: PutRecordBatch, and calls of full size.
  void askAgain(long now) {
    operations.askAgain(now);
    if (now - callBytesSince > SIZE_KEPT_NANOS) {
      callBytesMax = FirehoseLimits.CALL_BYTES_MAX;
    }
  }

  /// A call was answered.
  ///
  /// @param taken how many of its records were taken
  void answered(Flight flight, int taken, Answer answer, Ruling ruling) {
    long now = clock.nanos();
    int sent = flight.messages().size();
    if (taken > 0) {
      blockage.off();
      rate.took(flight.takenBytes(), now);
    }
    if (operations.turns(flight, answer, now)) {
      return;
    }
    if (taken == sent) {
      backoff.success();
      isThrottled = false;
      operations.took(flight);
    } else if (taken > 0) {
      // A record that fails for another reason says nothing of how much the stream takes.
      isThrottled = ruling instanceof Ruling.Each each && each.why() == Again.THROTTLED;
      if (isThrottled && flight.round() == round) {
        rate.throttled(false, now);
      }
      rest(backoff.partial(), sent - taken, flight, answer);
    } else if (flight.round() == round) {
      notTaken(flight, answer, ruling);
    }
  }

  private void notTaken(Flight flight, Answer answer, Ruling ruling) {
    int sent = flight.messages().size();
    switch (ruling) {
      case Ruling.Refused refused when sent > 1 && !isRefusingAll() -> {
        // It works, as far as that goes: what is looked for is kept in memory.
        backoff.success();
        if (refused.doubt() == Ruling.Doubt.SIZE) {
          callBytesMax = Math.max(1, Math.min(callBytesMax, flight.bytes()) / 2);
          callBytesSince = clock.nanos();
        }
      }
      case Ruling.Each each when each.verdicts().contains(Verdict.NEVER) -> {}
      case Ruling.Each each -> fail(each.why() == Again.THROTTLED, flight, answer);
      case Ruling.Refused _ -> fail(false, flight, answer);
      case Ruling.Blocked(BlockedCause cause) -> {
        fail(false, flight, answer);
        if (!cause.mayPassAtOnce() || backoff.failures() >= DOWN_AFTER_FAILURES) {
          blockage.on(cause);
        }
      }
    }
    if (isDown()) {
      rate.out();
    }
    if (blockage.isOn()) {
      restUntil = clock.nanos() + backoff.probe(blockage.probe()).toNanos();
    }
  }

  private void fail(boolean isThrottled, Flight flight, Answer answer) {
    this.isThrottled = isThrottled;
    if (!isFailing()) {
      failingSince = clock.instant();
    }
    if (isThrottled) {
      rate.throttled(true, clock.nanos());
    }
    operations.failed(answer);
    rest(backoff.failure(), flight.messages().size(), flight, answer);
  }

  private void rest(Duration rest, int notTaken, Flight flight, Answer answer) {
    long now = clock.nanos();
    restUntil = now + rest.toNanos();
    round++;
    if (now - saidAt >= SAID_AGAIN_NANOS && backoff.isFirst()) {
      saidAt = now;
      LOG.warn(
          "connection {}: {} of {} records not taken: {}",
          name,
          notTaken,
          flight.messages().size(),
          Verdicts.words(answer));
    }
  }
}
