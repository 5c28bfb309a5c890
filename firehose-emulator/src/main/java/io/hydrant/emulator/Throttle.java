package io.hydrant.emulator;

import java.time.InstantSource;

/// What one stream, or one operation that is no put, lets through a second.
final class Throttle {
  private final TokenBucket requests;
  private final TokenBucket records;
  private final TokenBucket bytes;
  private final TokenBucket control;

  Throttle(Quotas quotas, InstantSource clock) {
    requests = new TokenBucket(quotas.requestsPerSecond(), clock);
    records = new TokenBucket(quotas.recordsPerSecond(), clock);
    bytes = new TokenBucket(quotas.bytesPerSecond(), clock);
    control = new TokenBucket(quotas.controlPerSecond(), clock);
  }

  /// For an operation that is no put.
  boolean passesControl() {
    return control.take(1);
  }

  boolean passesCall() {
    return requests.take(1);
  }

  /// Each record is asked for itself: a small one may pass where a large one before it did not.
  boolean passesRecord(int length) {
    if (!records.take(1)) {
      return false;
    }
    if (!bytes.take(length)) {
      records.giveBack(1);
      return false;
    }
    return true;
  }

  void setQuotas(Quotas quotas) {
    requests.setRate(quotas.requestsPerSecond());
    records.setRate(quotas.recordsPerSecond());
    bytes.setRate(quotas.bytesPerSecond());
    control.setRate(quotas.controlPerSecond());
  }
}
