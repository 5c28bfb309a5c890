package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.firehose.Call;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// By which operation a connection sends. PutRecordBatch is the way unless IAM refuses it; then
/// PutRecord is, and PutRecordBatch is asked again hourly.
final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
  private static final long ASKED_AGAIN_NANOS = Duration.ofHours(1).toNanos();

  private final String name;
  private boolean singles;
  private boolean singlesDenied;
  private boolean singlesSaid;
  private long singlesSince;

  /// @param name the connection's, for people
  Operations(String name) {
    this.name = name;
  }

  /// Whether records go one by one.
  boolean isSingles() {
    return singles;
  }

  Call.Operation now() {
    return singles ? Call.Operation.PUT_RECORD : Call.Operation.PUT_RECORD_BATCH;
  }

  /// Asks for PutRecordBatch again when its time has come.
  void askAgain(long now) {
    if (singles && now - singlesSince > ASKED_AGAIN_NANOS) {
      singles = false;
    }
  }

  /// Whether this answer says that PutRecordBatch is not the way; PutRecord is from now on.
  boolean turns(Flight flight, Answer answer, long now) {
    boolean isRefused =
        flight.operation() == Call.Operation.PUT_RECORD_BATCH && Verdicts.refusesBatches(answer);
    if (isRefused) {
      singles = true;
      singlesSince = now;
    }
    return isRefused;
  }

  /// A call was taken whole.
  void took(Flight flight) {
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

  /// Nothing of a call was taken.
  void failed(Answer answer) {
    singlesDenied = singles && Verdicts.deniesAccess(answer);
  }
}
