package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import io.hydrant.firehose.FirehoseLimits;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How fast and by which operation a connection sends: several calls at once while all is well, a
/// rest after a call that was not taken whole, one probe at a time while nothing is taken.
///
/// PutRecordBatch is the way unless IAM refuses it; then PutRecord is, and PutRecordBatch is asked
/// again hourly.
final class Pace {
  private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

  private static final int BATCH_CALLS_MAX = 4;
  private static final int SINGLE_CALLS_MAX = 32;
  private static final int BLOCKED_AFTER_FAILURES = 3;
  private static final long BATCHES_ASKED_AGAIN_NANOS = Duration.ofHours(1).toNanos();

  private static final long SAID_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final String name;
  private final Backoff backoff;
  private long restUntil;
  private int round;
  private boolean singles;
  private boolean singlesDenied;
  private boolean singlesSaid;
  private long singlesSince;
  private long saidAt;

  /// @param name the connection's, for people
  Pace(String name, Backoff backoff, long now) {
    this.name = name;
    this.backoff = backoff;
    this.restUntil = now;
    this.saidAt = now - SAID_AGAIN_NANOS;
  }

  boolean isResting(long now) {
    return now < restUntil;
  }

  /// When the next call may leave, in monotonic nanoseconds.
  long restUntil() {
    return restUntil;
  }

  /// Whether nothing was taken since the last failure.
  boolean isFailing() {
    return backoff.failures() > 0;
  }

  /// Whether it fails for so long that nothing should be kept in memory for it.
  boolean isBlocked() {
    return backoff.failures() >= BLOCKED_AFTER_FAILURES;
  }

  /// How many calls may be without an answer.
  int callsMax() {
    if (isFailing()) {
      return 1;
    }
    return singles ? SINGLE_CALLS_MAX : BATCH_CALLS_MAX;
  }

  int recordsMax() {
    return singles ? 1 : FirehoseLimits.CALL_RECORDS_MAX;
  }

  Call.Operation operation() {
    return singles ? Call.Operation.PUT_RECORD : Call.Operation.PUT_RECORD_BATCH;
  }

  /// Counts calls between two failures: one that left before the last failure says nothing new.
  int round() {
    return round;
  }

  /// Asks for PutRecordBatch again when its time has come.
  void askAgain(long now) {
    if (singles && now - singlesSince > BATCHES_ASKED_AGAIN_NANOS) {
      singles = false;
    }
  }

  /// A call was answered.
  ///
  /// @param taken how many of its records were taken
  void answered(Flight flight, int taken, Answer answer, long now) {
    int sent = flight.messages().size();
    if (flight.operation() == Call.Operation.PUT_RECORD_BATCH && Verdicts.refusesBatches(answer)) {
      singles = true;
      singlesSince = now;
    } else if (taken == sent) {
      backoff.success();
      tookSingle(flight);
    } else if (taken > 0) {
      rest(backoff.partial(), sent - taken, flight, answer, now);
    } else if (flight.round() == round) {
      singlesDenied = singles && Verdicts.deniesAccess(answer);
      rest(backoff.failure(), sent, flight, answer, now);
    }
  }

  private void tookSingle(Flight flight) {
    if (flight.operation() == Call.Operation.PUT_RECORD_BATCH) {
      return;
    }
    if (singlesDenied) {
      // Access was missing and is back: it may be there for batches too.
      singlesDenied = false;
      singles = false;
    } else if (!singlesSaid) {
      singlesSaid = true;
      LOG.warn(
          "connection {}: IAM refuses firehose:PutRecordBatch, going on with PutRecord; allowing"
              + " firehose:PutRecordBatch on the stream makes it cheaper",
          name);
    }
  }

  private void rest(Duration rest, int notTaken, Flight flight, Answer answer, long now) {
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
